namespace S3Replicator.Core.Rules;

/// <summary>One replication rule in its normalised form.</summary>
public sealed record ReplicationRule
{
    /// <summary>The rule's ID; <c>rule-N</c> by its position where the document has none.</summary>
    public required string Id { get; init; }

    /// <summary>The higher number wins among rules with one destination bucket; 0 for V1 rules.</summary>
    public int Priority { get; init; }

    /// <summary>Whether <c>Status</c> is <c>Enabled</c>.</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>Which objects the rule is for.</summary>
    public RuleFilter Filter { get; init; } = RuleFilter.All;

    /// <summary>Whether delete markers made by users are replicated.</summary>
    public bool DeleteMarkerReplication { get; init; }

    /// <summary>Whether objects under SSE-KMS and DSSE-KMS are replicated.</summary>
    public bool SseKmsEncryptedObjects { get; init; }

    /// <summary>Whether metadata changes made to replicas are replicated.</summary>
    public bool ReplicaModifications { get; init; }

    /// <summary>Whether the document asks for existing objects; S3 refuses this today, a backfill does it.</summary>
    public bool ExistingObjectReplication { get; init; }

    /// <summary>Where replicas go.</summary>
    public required RuleDestination Destination { get; init; }

    /// <summary>How destination keys are made from source keys; keys stay as they are by default.</summary>
    public KeyTransform KeyTransform { get; init; } = KeyTransform.None;

    /// <summary>Which versions are replicated; absent means all where both buckets are versioned, else the latest.</summary>
    public VersionScope? Versions { get; init; }

    /// <summary>Whether the replica's metadata tells where it came from.</summary>
    public Lineage Lineage { get; init; }

    /// <summary>Whether tag changes made after replication follow; they do by default, as in S3.</summary>
    public bool TagSync { get; init; } = true;

    /// <summary>Whether an object whose tags match only later is replicated then.</summary>
    public bool LateTagging { get; init; }

    /// <summary>Whether ACL changes made after replication follow.</summary>
    public bool AclSync { get; init; }

    /// <summary>The ACL that replicas get.</summary>
    public ReplicaAcl Acl { get; init; }

    /// <summary>Whether permanent deletes of versions are replicated.</summary>
    public bool VersionDeletes { get; init; }

    /// <summary>Whether deletes made by lifecycle rules are replicated.</summary>
    public bool LifecycleDeletes { get; init; }

    /// <summary>How many hops a replica may have behind it and still be replicated on; 0 turns chaining off.</summary>
    public int ChainMaxHops { get; init; }

    /// <summary>What happens to sources in an archived storage class.</summary>
    public ArchivedSource Archived { get; init; } = ArchivedSource.Skip;

    /// <summary>Bounds on the rule's load.</summary>
    public RuleLimits Limits { get; init; } = RuleLimits.None;

    /// <summary>The time-control objective.</summary>
    public RuleObjective? Objective { get; init; }

    /// <summary>The size in bytes above which objects are copied in parts; S3's own limit, 5,368,709,120, by default.</summary>
    public long MultipartThreshold { get; init; } = 5_368_709_120;

    /// <summary>Objects written before this time are not replicated by this rule.</summary>
    public DateTimeOffset? ActiveFrom { get; init; }

    /// <summary>How long replication of one object may take before it has missed its threshold; 15 minutes by default, as in S3.</summary>
    public TimeSpan Threshold { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>What the document's <c>ReplicationTime</c> says, in minutes; it is the threshold unless seconds go over it.</summary>
    public int ReplicationTimeMinutes { get; init; } = 15;

    /// <summary>Whether the document asked for replication time control.</summary>
    public bool ReplicationTimeControl { get; init; }

    /// <summary>Whether the document asked for replication metrics.</summary>
    public bool Metrics { get; init; }
}
