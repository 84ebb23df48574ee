using S3Replicator.Aws.Sqs;
using S3Replicator.Core.State;

namespace S3Replicator.Doctor;

/// <summary>What the doctor is asked.</summary>
internal sealed record DoctorOptions
{
    /// <summary>The worker's queues.</summary>
    public required IReadOnlyList<QueueAddress> Queues { get; init; }

    /// <summary>What is drawn by lot for this run, so that no probe meets a key of anybody's.</summary>
    public required string Mark { get; init; }

    /// <summary>The queue that is told of operations.</summary>
    public QueueAddress? EventsQueue { get; init; }

    /// <summary>The bucket of the state store, where it is in one.</summary>
    public StateBucketUri? State { get; init; }

    /// <summary>Whether one object may be written and removed in each destination.</summary>
    public bool Writes { get; init; }
}
