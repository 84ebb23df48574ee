namespace S3Replicator.Core.Events;

/// <summary>One S3 event about one object, free of the envelope that brought it.</summary>
public sealed record ObjectEvent
{
    /// <summary>The source bucket's name.</summary>
    public required string Bucket { get; init; }

    /// <summary>The object's key, decoded by its envelope's own rule exactly once.</summary>
    public required string Key { get; init; }

    /// <summary>What happened, as one of the kinds that the replicator tells apart.</summary>
    public required EventKind Kind { get; init; }

    /// <summary>The event type in S3's own words, without the <c>s3:</c> prefix, for example <c>ObjectCreated:Put</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The form that carried the event.</summary>
    public required EnvelopeForm Envelope { get; init; }

    /// <summary>The version that the event names; the text <c>null</c> for the null version; absent in unversioned buckets.</summary>
    public string? VersionId { get; init; }

    /// <summary>The object's ETag without quotes, where the event carries one.</summary>
    public string? ETag { get; init; }

    /// <summary>The object's size in bytes, where the event carries one.</summary>
    public long? Size { get; init; }

    /// <summary>S3's order string for events of one key, as it came; see <see cref="Sequencer"/>.</summary>
    public string? Sequencer { get; init; }

    /// <summary>When S3 finished the request that caused the event.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>The region of the source bucket, where the event carries it.</summary>
    public string? Region { get; init; }

    /// <summary>Who caused the event, for example <c>AWS:AROAEXAMPLE:session</c>.</summary>
    public string? PrincipalId { get; init; }

    /// <summary>The id of the request that caused the event.</summary>
    public string? RequestId { get; init; }
}
