namespace S3Replicator.Hosting.Http;

/// <summary>What a check found about one thing.</summary>
/// <param name="Check">The check: <c>queue</c>, <c>role</c>, <c>rules</c>, <c>clock</c>, <c>circuit</c>.</param>
/// <param name="Subject">What was looked at.</param>
/// <param name="Result"><c>Pass</c> or <c>Fail</c>.</param>
/// <param name="Found">What is wrong; absent where nothing is.</param>
internal sealed record ReadinessFinding(string Check, string Subject, string Result, string? Found)
{
    public static ReadinessFinding Of(string check, string subject, string? fault) => new(check, subject, fault is null ? "Pass" : "Fail", fault);
}
