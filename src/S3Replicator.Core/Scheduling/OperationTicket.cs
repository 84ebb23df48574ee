namespace S3Replicator.Core.Scheduling;

/// <summary>What the scheduler must know of an operation.</summary>
/// <param name="Destination">The destination bucket, whose slots the operation uses.</param>
/// <param name="Key">The destination key: operations of one destination and key run one after the other.</param>
/// <param name="Sequencer">S3's order string; of operations that wait for one key the earliest runs first.</param>
/// <param name="Deadline">When the operation has missed its threshold; the earliest runs first.</param>
/// <param name="Size">The object's size in bytes; the smaller runs first at equal deadline.</param>
/// <param name="Share">What the operation costs of its rule's limits; null where the rule has none.</param>
public sealed record OperationTicket(
    string Destination, string Key, string? Sequencer, DateTimeOffset? Deadline, long Size, RuleShare? Share = null);
