using System.Runtime.InteropServices;

namespace S3Replicator.Core.Tracking.Lag;

/// <summary>How an operation ended, as far as figures of time control go.</summary>
/// <param name="IsDone">Whether something was carried out.</param>
/// <param name="Latency">Event time to completion, where it is known.</param>
/// <param name="Threshold">The threshold it is held against.</param>
/// <param name="Bytes">Bytes that S3 copied.</param>
/// <param name="Failure">Why it failed for good.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct OperationVerdict(bool IsDone, TimeSpan? Latency, TimeSpan Threshold, long Bytes, string? Failure)
{
    public void WriteTo(RuleProgress rule, DateTimeOffset now)
    {
        if (Failure is { } reason)
        {
            rule.Fail(reason, now);
        }
        else if (IsDone)
        {
            rule.Complete(Latency, Threshold, Bytes, now);
        }
        else
        {
            rule.Pass(now);
        }
    }
}
