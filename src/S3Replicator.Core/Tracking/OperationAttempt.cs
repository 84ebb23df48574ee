using System.Runtime.InteropServices;
using S3Replicator.Core.Tracking.Lag;

namespace S3Replicator.Core.Tracking;

/// <summary>Which try of an operation it was, and by which rules.</summary>
/// <param name="RuleRevision">The revision of the rules that decided.</param>
/// <param name="Number">How often the operation has been tried, this time included.</param>
/// <param name="Pending">The operation as it is kept while pending; none where a failed one is taken up again.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct OperationAttempt(string RuleRevision, int Number, PendingOperation Pending = default)
{
    /// <summary>The trace header that came with the message, where one did.</summary>
    public string? TraceHeader { get; init; }
}
