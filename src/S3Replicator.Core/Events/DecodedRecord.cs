namespace S3Replicator.Core.Events;

/// <summary>One record of a message: an event, something to pass over, or something that cannot be read.</summary>
/// <param name="Event">The event, where the record is one; also there when an event that names an object is passed over.</param>
/// <param name="Ignored">Why the record is passed over without looking at rules, for example a test event.</param>
/// <param name="Rejected">Why the record cannot be read.</param>
/// <param name="Detail">What was wrong, for people.</param>
public readonly record struct DecodedRecord(
    ObjectEvent? Event,
    IgnoreReason? Ignored = null,
    RejectReason? Rejected = null,
    string? Detail = null)
{
    /// <summary>The form that held the record; absent where the record cannot be read.</summary>
    public EnvelopeForm? Envelope { get; init; }

    /// <summary>The source bucket, where the record names one.</summary>
    public string? Bucket { get; init; }

    /// <summary>The event type in the sender's own words, where the record names one.</summary>
    public string? Name { get; init; }

    /// <summary>Whether rules decide about the record.</summary>
    public bool IsForRules => Event is not null && Ignored is null && Rejected is null;

    internal static DecodedRecord Of(ObjectEvent @event) =>
        new(@event, @event.Kind == EventKind.NotReplicable ? IgnoreReason.EventNotReplicable : null)
        {
            Envelope = @event.Envelope,
            Bucket = @event.Bucket,
            Name = @event.Name,
        };

    internal static DecodedRecord PassOver(IgnoreReason reason, EnvelopeForm envelope, string? bucket, string? name) =>
        new(Event: null, reason) { Envelope = envelope, Bucket = bucket, Name = name };

    internal static DecodedRecord Reject(RejectReason reason, string detail) => new(Event: null, Rejected: reason, Detail: detail);
}
