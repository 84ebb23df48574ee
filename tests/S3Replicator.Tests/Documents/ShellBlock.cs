namespace S3Replicator.Tests.Documents;

/// <summary>Commands that a document shows in one fence.</summary>
/// <param name="Document">The document, relative to the top of the repository.</param>
/// <param name="Line">The line of the fence.</param>
/// <param name="Commands">What a reader would type, without prompts and what the program prints.</param>
public sealed record ShellBlock(string Document, int Line, string Commands)
{
    /// <summary>What names the block in lists: its first line.</summary>
    public string Beginning => Commands.Split('\n')[0];

    public override string ToString() => $"{Document}:{Line} {Beginning}";
}
