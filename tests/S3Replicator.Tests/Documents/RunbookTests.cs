using System.Text.RegularExpressions;
using S3Replicator.Core.Planning;
using S3Replicator.TestSupport;

namespace S3Replicator.Tests.Documents;

/// <summary>Every reason that the program can give has an entry in the runbook.</summary>
public sealed partial class RunbookTests
{
    private static readonly HashSet<string> Entries =
        [.. Code().Matches(File.ReadAllText(Path.Combine(ProgramLocation.Repository, "docs", "runbook.md"))).Select(match => match.Groups["code"].Value)];

    public static TheoryData<string> Failures =>
        [.. Reason().Matches(File.ReadAllText(Path.Combine(ProgramLocation.Repository, "src", "S3Replicator.Aws", "AwsErrors.cs")))
            .Select(match => match.Groups["code"].Value)
            .Distinct(StringComparer.Ordinal)];

    public static TheoryData<string> Skips => [.. Enum.GetNames<SkipReason>()];

    [Theory]
    [MemberData(nameof(Failures))]
    [MemberData(nameof(Skips))]
    [InlineData("NotSettledYet")]
    [InlineData("RuleNotFound")]
    [InlineData("AccessDenied")]
    public void Has_an_entry_for(string reason) => Entries.ShouldContain(reason);

    [GeneratedRegex("`(?<code>[A-Z][A-Za-z]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();

    // Texts of the table that are codes: those of S3 replication by their beginnings, and those passed on as they came.
    [GeneratedRegex("\"(?<code>(?:Src|Dst|AssumeRole)[A-Z][A-Za-z]+|SlowDown|ConnectionFailed|PreconditionFailed|NotImplemented|InternalError|RequestTimeTooSkewed|RequestTimeout|InvalidPart|BadRequest|Throttl[A-Za-z]+|Expired[A-Za-z]+|OverLimit|TooManyRequestsException)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Reason();
}
