namespace S3Replicator.Core.Events;

/// <summary>One record of a message: an event, something to pass over, or something that cannot be read.</summary>
/// <param name="Event">The event, where the record is one.</param>
/// <param name="Ignored">Why the record is passed over without looking at rules, for example a test event.</param>
/// <param name="Rejected">Why the record cannot be read.</param>
/// <param name="Detail">What was wrong, for people.</param>
public readonly record struct DecodedRecord(
    ObjectEvent? Event,
    IgnoreReason? Ignored = null,
    RejectReason? Rejected = null,
    string? Detail = null);
