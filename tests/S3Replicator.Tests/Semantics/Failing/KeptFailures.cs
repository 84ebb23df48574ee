using System.Collections.Concurrent;
using S3Replicator.Core.State.Failures;

namespace S3Replicator.Tests.Semantics.Failing;

/// <summary>Keeps recorded failures in memory.</summary>
internal sealed class KeptFailures : IFailureLog
{
    public ConcurrentQueue<FailureRecord> Records { get; } = [];

    public bool IsKept => true;

    public Task RecordAsync(FailureRecord record, CancellationToken cancellationToken)
    {
        Records.Enqueue(record);
        return Task.CompletedTask;
    }
}
