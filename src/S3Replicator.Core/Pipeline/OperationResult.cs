namespace S3Replicator.Core.Pipeline;

/// <summary>How one operation of a message ended: done or recorded, or to be tried again after a pause.</summary>
internal readonly record struct OperationResult(TimeSpan? TryAgainAfter)
{
    public static OperationResult Done { get; } = new(TryAgainAfter: null);
}
