namespace S3Replicator.Core.State.Failures;

/// <summary>Keeps the operations that failed for good.</summary>
public interface IFailureLog
{
    /// <summary>Whether records are kept, so that what is recorded can be taken up again.</summary>
    bool IsKept { get; }

    /// <summary>Ends when the record is durable; a fault is a <see cref="StateStoreException"/>.</summary>
    Task RecordAsync(FailureRecord record, CancellationToken cancellationToken);
}
