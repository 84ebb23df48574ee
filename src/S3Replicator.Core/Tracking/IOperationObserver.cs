using S3Replicator.Core.Tracking.Lag;

namespace S3Replicator.Core.Tracking;

/// <summary>Is told of each operation that has ended, well or not, and of those that miss their threshold.</summary>
public interface IOperationObserver
{
    /// <summary>An operation has ended and will not be tried again by itself; its message is settled when this has ended.</summary>
    ValueTask EndedAsync(EndedOperation operation, CancellationToken cancellationToken);

    /// <summary>A pending operation has missed its threshold; called once by each worker that has it then.</summary>
    ValueTask MissedAsync(MissedThreshold missed, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
