namespace S3Replicator.Core.Pipeline;

/// <summary>How one operation of a message ended: done or recorded, to be tried again after a pause, or failed with nothing but the message to keep that.</summary>
internal readonly record struct OperationResult(TimeSpan? TryAgainAfter, bool IsLeft = false)
{
    public static OperationResult Done { get; } = new(TryAgainAfter: null);

    public static OperationResult Left { get; } = new(TryAgainAfter: null, IsLeft: true);
}
