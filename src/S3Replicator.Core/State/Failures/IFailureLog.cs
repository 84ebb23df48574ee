namespace S3Replicator.Core.State.Failures;

/// <summary>Keeps the operations that failed for good.</summary>
public interface IFailureLog
{
    /// <summary>Ends when the record is durable; a fault is a <see cref="StateStoreException"/>.</summary>
    Task RecordAsync(FailureRecord record, CancellationToken cancellationToken);
}
