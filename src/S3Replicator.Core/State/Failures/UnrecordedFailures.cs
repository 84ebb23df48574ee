namespace S3Replicator.Core.State.Failures;

/// <summary>Without a state store failures are told to the outside and not kept; their messages stay in the queue.</summary>
public sealed class UnrecordedFailures : IFailureLog
{
    /// <inheritdoc />
    public bool IsKept => false;

    /// <inheritdoc />
    public Task RecordAsync(FailureRecord record, CancellationToken cancellationToken) => Task.CompletedTask;
}
