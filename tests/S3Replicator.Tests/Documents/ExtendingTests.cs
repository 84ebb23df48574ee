using System.Text.RegularExpressions;
using S3Replicator.TestSupport;

namespace S3Replicator.Tests.Documents;

/// <summary>The page that says where things are added names files that are there.</summary>
public sealed partial class ExtendingTests
{
    // Where a path may begin: at the top, in Core with a stage, or in the table with a project.
    private static readonly string[] Beginnings = ["", "src/S3Replicator.Core/", "src/S3Replicator.", "tests/S3Replicator.", "src/"];

    public static TheoryData<string> Paths() =>
        [.. Named().Matches(MarkdownDocument.Open("docs/extending.md").Text).Select(match => match.Groups["path"].Value).Distinct(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Paths))]
    public void Names_what_is_there(string path) =>
        Beginnings.Any(beginning => Path.Exists(Path.Combine(ProgramLocation.Repository, beginning + path))).ShouldBeTrue(path);

    // What is to be made has an ellipsis for its name; its folder is there.
    [GeneratedRegex("`(?<path>[A-Za-z0-9.]+(?:/[A-Za-z0-9.]+)*/(?:[A-Za-z0-9.]+\\.cs|(?=…)|(?=`)))", RegexOptions.ExplicitCapture)]
    private static partial Regex Named();
}
