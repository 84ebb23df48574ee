using System.Text.RegularExpressions;
using S3Replicator.TestSupport;

namespace S3Replicator.Tests.Documents;

/// <summary>Every fenced shell block of the repository's documents.</summary>
internal static partial class ShellBlocks
{
    private static readonly string[] Languages = ["sh", "bash", "shell", "console"];

    public static IReadOnlyList<string> Documents { get; } =
    [
        .. new[] { "README.md", "CONTRIBUTING.md" }.Concat(
            Directory.EnumerateFiles(Path.Combine(ProgramLocation.Repository, "docs"), "*.md", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(ProgramLocation.Repository, path))
                .Order(StringComparer.Ordinal)),
    ];

    public static IReadOnlyList<ShellBlock> All { get; } = [.. Documents.SelectMany(BlocksOf)];

    /// <summary>Blocks that say no language and yet hold a command.</summary>
    public static IEnumerable<ShellBlock> WithoutLanguage() => Documents.SelectMany(document => Fences(document))
        .Where(fence => fence.Language.Length == 0 && fence.Body.Split('\n').Any(line => Command().IsMatch(line)))
        .Select(fence => new ShellBlock(fence.Document, fence.Line, fence.Body));

    private static IEnumerable<ShellBlock> BlocksOf(string document) => Fences(document)
        .Where(fence => Languages.Contains(fence.Language, StringComparer.Ordinal))
        .Select(fence => new ShellBlock(document, fence.Line, fence.Language == "console" ? Typed(fence.Body) : fence.Body));

    private static string Typed(string session) =>
        string.Concat(session.Split('\n').Where(line => line.StartsWith("$ ", StringComparison.Ordinal)).Select(line => line[2..] + '\n'));

    private static IEnumerable<(string Document, int Line, string Language, string Body)> Fences(string document)
    {
        var text = MarkdownDocument.Open(document).Text;
        return Fence().Matches(text)
            .Select(match => (document, text[..match.Index].Count(letter => letter == '\n') + 1, match.Groups["language"].Value, match.Groups["body"].Value));
    }

    // Indented fences, as in lists, are blocks too.
    [GeneratedRegex("^(?<indent> *)```(?<language>\\w*)\n(?<body>.*?)^\\k<indent>```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Fence();

    [GeneratedRegex("^\\s*(\\$ |(s3replicator|dotnet|aws|curl|docker|kubectl|git|eng/\\S+|\\./\\S+\\.sh) )", RegexOptions.ExplicitCapture)]
    private static partial Regex Command();
}
