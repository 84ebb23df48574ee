using System.Text.Json.Serialization;

namespace S3Replicator.Doctor;

/// <summary>One check: what was asked, what was found, and what mends it.</summary>
/// <param name="Check">What was asked.</param>
/// <param name="Subject">Of what it was asked.</param>
/// <param name="Result">How it ended.</param>
/// <param name="Found">What was found.</param>
/// <param name="Mend">The command, statement or setting that mends it; empty where nothing is to mend.</param>
internal sealed record Finding(string Check, string Subject, CheckResult Result, string Found, string Mend = "")
{
    /// <summary>Whether AWS did not answer at all.</summary>
    [JsonIgnore]
    public bool IsUnreachable { get; private init; }

    public static Finding Pass(string check, string subject, string found) => new(check, subject, CheckResult.Pass, found);

    public static Finding Warn(string check, string subject, string found, string mend) => new(check, subject, CheckResult.Warn, found, mend);

    public static Finding Fail(string check, string subject, string found, string mend) => new(check, subject, CheckResult.Fail, found, mend);

    public static Finding Unreachable(string check, string subject, string message) =>
        Fail(check, subject, $"cannot be reached: {message}", "Check AWS_ENDPOINT_URL, the region and the network.") with { IsUnreachable = true };
}
