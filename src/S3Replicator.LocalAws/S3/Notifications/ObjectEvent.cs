using S3Replicator.LocalAws.S3.Archiving;

namespace S3Replicator.LocalAws.S3.Notifications;

/// <summary>What happened to an object; members that the kind of event does not carry are null.</summary>
/// <param name="Name">The event type without <c>s3:</c>.</param>
/// <param name="Key">The key, not encoded.</param>
/// <param name="Time">When it happened.</param>
internal sealed record ObjectEvent(string Name, string Key, DateTimeOffset Time)
{
    public long? Size { get; init; }

    public string? ETag { get; init; }

    /// <summary>The version id; null in buckets that were never versioned.</summary>
    public string? VersionId { get; init; }

    /// <summary>The restored copy, where the event tells that one is complete.</summary>
    public Restoration? Restored { get; init; }

    /// <summary>The class that an object was restored from.</summary>
    public string? RestoredFrom { get; init; }

    /// <summary>The sequencer as it is written; null for events that have none.</summary>
    public string? Sequencer { get; init; }
}
