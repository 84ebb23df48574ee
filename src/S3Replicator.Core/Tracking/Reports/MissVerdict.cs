using S3Replicator.Core.Planning;
using S3Replicator.Core.Tracking.Lag;
using S3Replicator.Core.Tracking.Receipts;

namespace S3Replicator.Core.Tracking.Reports;

/// <summary>Why an operation missed its threshold, and whether S3's own agreement would count it; pure.</summary>
internal static class MissVerdict
{
    /// <summary>The cause that its receipt tells; for one that failed for good, what its failure code says.</summary>
    public static DelayCause CauseOf(Receipt receipt) =>
        receipt.IsFailed ? CauseOf(receipt.Reason)
        : Enum.TryParse<DelayCause>(receipt.Cause, out var cause) ? cause
        : DelayCause.Unknown;

    /// <summary>
    /// Why the operation is left out of the adjusted figures; null where it counts. S3's agreement on replication time is about objects,
    /// not about delete markers, and leaves out what comes of the customer's own settings and of request rates above S3's guidance.
    /// </summary>
    public static string? ExclusionOf(Receipt receipt, bool isMissed) =>
        !string.Equals(receipt.Action, nameof(ReplicationAction.Copy), StringComparison.Ordinal) ? receipt.Action
        : !isMissed ? null
        : CauseOf(receipt) switch
        {
            DelayCause.Throttled => nameof(DelayCause.Throttled),
            DelayCause.Permission => nameof(DelayCause.Permission),
            DelayCause.Archived => nameof(DelayCause.Archived),
            DelayCause.Paused => nameof(DelayCause.Paused),
            _ => null,
        };

    private static DelayCause CauseOf(string? reason) => reason switch
    {
        null => DelayCause.Unknown,
        "SrcObjectNotEligible" => DelayCause.Archived,
        _ when reason.EndsWith("NotPermitted", StringComparison.Ordinal) => DelayCause.Permission,
        _ when reason.StartsWith("SrcBucket", StringComparison.Ordinal) || reason.StartsWith("DstBucket", StringComparison.Ordinal) => DelayCause.Permission,
        _ when reason.Contains("KmsKey", StringComparison.Ordinal) => DelayCause.Permission,
        _ => DelayCause.Fault,
    };
}
