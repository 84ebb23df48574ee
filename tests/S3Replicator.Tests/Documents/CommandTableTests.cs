using System.Text.RegularExpressions;
using S3Replicator.TestSupport;

namespace S3Replicator.Tests.Documents;

/// <summary>The README's table of commands against the program's own help.</summary>
public sealed partial class CommandTableTests
{
    [Fact]
    public async Task The_README_names_every_command_and_no_other()
    {
        var named = Row().Matches(MarkdownDocument.Open("README.md").Section("Commands")).Select(match => match.Groups[1].Value);

        named.ShouldBe(await CommandsOfAsync([]), ignoreOrder: true);
    }

    private static async Task<IReadOnlyList<string>> CommandsOfAsync(string[] path)
    {
        var result = await ProgramProcess.RunAsync([.. path, "--help"], TimeSpan.FromMinutes(3), TestContext.Current.CancellationToken);
        var help = result.StandardOutput;
        var start = help.IndexOf("\nCommands:\n", StringComparison.Ordinal);

        if (start < 0)
        {
            return [string.Join(' ', path)];
        }

        var commands = new List<string>();

        foreach (var name in Command().Matches(help[start..]).Select(match => match.Groups[1].Value))
        {
            commands.AddRange(await CommandsOfAsync([.. path, name]));
        }

        return commands;
    }

    [GeneratedRegex("^\\| `([a-z ]+)` \\|", RegexOptions.Multiline)]
    private static partial Regex Row();

    // A description that goes on in a second line is further to the right.
    [GeneratedRegex("^  ([a-z-]+) ", RegexOptions.Multiline)]
    private static partial Regex Command();
}
