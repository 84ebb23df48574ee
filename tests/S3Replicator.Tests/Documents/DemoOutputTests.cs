using System.Text.RegularExpressions;
using S3Replicator.TestSupport;

namespace S3Replicator.Tests.Documents;

/// <summary>The README's picture of the demo against what the demo prints.</summary>
public sealed partial class DemoOutputTests
{
    [Fact]
    public async Task The_README_shows_what_the_demo_prints()
    {
        var shown = MarkdownDocument.Open("README.md").Blocks("Try it", "text").ShouldHaveSingleItem();

        var result = await ProgramProcess.RunAsync(["demo", "--once"], TimeSpan.FromMinutes(4), TestContext.Current.CancellationToken);

        result.ExitCode.ShouldBe(0, result.ToString());
        Stable(result.StandardOutput).ShouldBe(Stable(shown));
    }

    /// <summary>The table as it is, and of the summary below it the names: its figures differ from run to run.</summary>
    private static IEnumerable<string> Stable(string output) => output
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Where(line => !line.StartsWith("      ", StringComparison.Ordinal) || line.Contains("Every", StringComparison.Ordinal))
        .Select(line => FirstWord().Match(line) is { Success: true } name ? name.Value : line.Trim());

    [GeneratedRegex("^[a-z]+")]
    private static partial Regex FirstWord();
}
