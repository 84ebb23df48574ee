namespace S3Replicator.Doctor;

/// <summary>One check: what was asked, what was found, and what mends it.</summary>
/// <param name="Check">What was asked.</param>
/// <param name="Subject">Of what it was asked.</param>
/// <param name="Result">How it ended.</param>
/// <param name="Found">What was found.</param>
/// <param name="Mend">The command, statement or setting that mends it; empty where nothing is to mend.</param>
internal sealed record Finding(string Check, string Subject, CheckResult Result, string Found, string Mend = "")
{
    public static Finding Pass(string check, string subject, string found) => new(check, subject, CheckResult.Pass, found);

    public static Finding Warn(string check, string subject, string found, string mend) => new(check, subject, CheckResult.Warn, found, mend);

    public static Finding Fail(string check, string subject, string found, string mend) => new(check, subject, CheckResult.Fail, found, mend);
}
