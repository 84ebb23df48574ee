using S3Replicator.LocalAws.Faults;
using S3Replicator.LocalAws.S3.EventBridge;

namespace S3Replicator.LocalAws.Seeding;

/// <summary>What the local AWS starts with, as a file says it.</summary>
internal sealed record SeedDocument
{
    public IReadOnlyList<SeedUser>? Users { get; init; }

    public IReadOnlyList<SeedRole>? Roles { get; init; }

    /// <summary>Whether a role that the file does not define may be assumed; true where it says nothing.</summary>
    public bool? UndefinedRoles { get; init; }

    public IReadOnlyList<SeedKey>? Keys { get; init; }

    /// <summary>Whether a KMS key that the file does not define is there; true where it says nothing.</summary>
    public bool? UndefinedKeys { get; init; }

    public IReadOnlyList<SeedQueue>? Queues { get; init; }

    public IReadOnlyList<SeedBucket>? Buckets { get; init; }

    /// <summary>Rules of EventBridge.</summary>
    public IReadOnlyList<EventRule>? EventRules { get; init; }

    /// <summary>Faults in force from the start.</summary>
    public IReadOnlyList<FaultRule>? Faults { get; init; }
}
