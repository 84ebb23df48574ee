using System.Runtime.InteropServices;
using S3Replicator.Core.Copying;
using S3Replicator.Core.Tracking.Lag;

namespace S3Replicator.Core.Pipeline;

/// <summary>How one try of an operation ended: done, failed, or to be looked at again after a while.</summary>
/// <param name="Error">What went wrong.</param>
/// <param name="LookAgainAfter">When to look again.</param>
/// <param name="WaitsFor">Why it waits until then.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct OperationEnd(StoreError? Error, TimeSpan? LookAgainAfter, DelayCause WaitsFor = DelayCause.Backlog)
{
    public static OperationEnd Done { get; } = new(null, null);

    public static OperationEnd Failed(StoreError error) => new(error, null);

    public static OperationEnd LookAgain(TimeSpan after, DelayCause waitsFor = DelayCause.Backlog) => new(null, after, waitsFor);
}
