using S3Replicator.Core.Copying;

namespace S3Replicator.Core.Pipeline;

/// <summary>How one try of an operation ended: done, failed, or to be looked at again after a while.</summary>
/// <param name="Error">What went wrong.</param>
/// <param name="LookAgainAfter">When to look again.</param>
internal readonly record struct OperationEnd(StoreError? Error, TimeSpan? LookAgainAfter)
{
    public static OperationEnd Done { get; } = new(null, null);

    public static OperationEnd Failed(StoreError error) => new(error, null);

    public static OperationEnd LookAgain(TimeSpan after) => new(null, after);
}
