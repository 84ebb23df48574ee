namespace S3Replicator.Core.Tracking.Fleet;

/// <summary>What a queue last said that it holds; shared by all workers, so never summed.</summary>
/// <param name="Name">The queue's name.</param>
/// <param name="AskedBy">When a worker wrote it down.</param>
/// <param name="Visible">Messages that wait.</param>
/// <param name="NotVisible">Messages in somebody's hand.</param>
/// <param name="Delayed">Messages that are not yet visible for the first time.</param>
public sealed record FleetQueue(string Name, DateTimeOffset AskedBy, long Visible, long NotVisible, long Delayed)
{
    /// <summary>The later answer.</summary>
    internal static FleetQueue Latest(FleetQueue one, FleetQueue other) =>
        (one.AskedBy, one.Visible, one.NotVisible, one.Delayed).CompareTo((other.AskedBy, other.Visible, other.NotVisible, other.Delayed)) >= 0 ? one : other;
}
