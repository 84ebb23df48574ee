namespace S3Replicator.Doctor.Queues;

/// <summary>Where a source bucket's events go.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="IsVersioned">Whether it keeps versions, now or once.</param>
/// <param name="Routes">What leads to the worker's queues.</param>
internal sealed record SourceRoutes(string Bucket, bool IsVersioned, IReadOnlyList<EventRoute> Routes)
{
    /// <summary>Whether it also sends to EventBridge or SNS, from where events may come too.</summary>
    public bool LeadsElsewhere { get; init; }

    /// <summary>The queue that a mend names.</summary>
    public string? QueueArn { get; init; }
}
