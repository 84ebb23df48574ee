namespace S3Replicator.Core.Rules.Members;

internal static class RuleExtensionMembers
{
    private const long Gibibyte = 1024L * 1024 * 1024;

    private static TextShape Part { get; } = new() { MinLength = 1, MaxBytes = 1024 };

    private static IntegerShape Size { get; } = new(0, long.MaxValue);

    public static ObjectShape Extension { get; } = new(
        "RuleExtension",
        [
            new("ExcludePrefixes", new ListShape(Part, "ExcludePrefixes", 1000), "Beginnings of keys that are left out."),
            new("Suffixes", new ListShape(Part, "Suffixes", 1000), "Ends of keys, of which one must fit."),
            new("ObjectSizeGreaterThan", Size, "The size in bytes that the object must exceed."),
            new("ObjectSizeLessThan", Size, "The size in bytes that the object must stay under."),
            new("KeyTransform", new ObjectShape("KeyTransform", [
                new("StripPrefix", Part, "What is taken off the key's beginning, where it is there."),
                new("AddPrefix", Part, "What is put before the key."),
                new("Template", Part, "The key as text with `{key}`, `{directory}`, `{name}`, `{stem}`, `{extension}`, `{versionId}` and `{eventTime:yyyy/MM/dd}`, filled after stripping and before adding."),
            ]), "How the destination key is made from the source key."),
            new("Versions", TextShape.OneOf("All", "Latest"), "Which versions are replicated; all where both buckets are versioned, else the latest."),
            new("Lineage", TextShape.OneOf("None", "Metadata"), "Whether one entry of a replica's user metadata tells where it came from; chaining needs it.") { Default = "None" },
            new("TagSync", TextShape.Switch, "Whether tag changes made after replication follow, as in S3.") { Default = "Enabled" },
            new("LateTagging", TextShape.OneOf("Ignore", "Replicate"), "Whether an object whose tags match only later is replicated then.") { Default = "Ignore" },
            new("AclSync", TextShape.OneOf("Disabled", "Enabled"), "Whether ACL changes made after replication follow.") { Default = "Disabled" },
            new("Acl", TextShape.OneOf("None", "BucketOwnerFullControl", "Mirror"), "The ACL that replicas get.") { Default = "None" },
            new("VersionDeletes", TextShape.OneOf("Disabled", "Enabled"), "Whether permanent deletes of versions are replicated; they need every version, and `Lineage: Metadata` tells replicas apart.") { Default = "Disabled" },
            new("LifecycleDeletes", TextShape.OneOf("Disabled", "Enabled"), "Whether deletes made by lifecycle rules are replicated.") { Default = "Disabled" },
            new("ChainReplicas", new ObjectShape("ChainReplicas", [
                new("MaxHops", new IntegerShape(1, 100), "How many hops a replica may have behind it.") { IsRequired = true },
            ]), "Replicates replicas on."),
            new("Archived", new ObjectShape("Archived", [
                new("Action", TextShape.OneOf("Skip", "Restore"), "Whether an archived source is skipped, or restored first.") { IsRequired = true },
                new("Tier", TextShape.OneOf("Standard", "Bulk", "Expedited"), "The retrieval tier."),
                new("Days", new IntegerShape(1, 36_500), "How many days the restored copy stays."),
            ]), "What happens to sources in an archived storage class."),
            new("Limits", new ObjectShape("Limits", [
                new("RequestsPerSecond", new NumberShape(1_000_000), "Copy and delete requests started in a second."),
                new("BytesPerSecond", new IntegerShape(1, long.MaxValue), "Bytes whose copy is started in a second; a larger object starts when none are owed, and the rest is paid off afterwards."),
                new("MaxConcurrent", new IntegerShape(1, 100_000), "Operations under way at one time."),
            ]), "Bounds on the load that the rule makes, held by each worker for itself: what is over them waits, and holds up no other rule."),
            new("ThresholdSeconds", new IntegerShape(1, 1_209_600), "How many seconds the replication of an object may take; goes over `ReplicationTime`, which counts in minutes."),
            new("Objective", new ObjectShape("Objective", [
                new("Percent", new NumberShape(100), "The share of operations within the threshold, in percent.") { Default = "99.9" },
                new("WindowDays", new IntegerShape(1, 366), "The window in days.") { Default = "30" },
            ]), "The time-control objective."),
            new("MultipartThreshold", new IntegerShape(5 * 1024 * 1024, 5 * Gibibyte), "The size in bytes above which objects are copied in parts.") { Default = "5368709120" },
            new("ActiveFrom", new TextShape { Format = "date-time" }, "Objects written before this time are not replicated by this rule; RFC 3339."),
        ]);
}
