namespace S3Replicator.Core.Rules.Members;

internal static class RuleMembers
{
    private static ObjectShape Tag { get; } = new(
        "Tag",
        [
            new("Key", new TextShape { MinLength = 1, MaxLength = 128 }, "The tag's key, case-sensitive.") { IsRequired = true, MissingCode = "MissingTagKey", InvalidCode = "InvalidTag" },
            new("Value", new TextShape { MaxLength = 256 }, "The tag's value, case-sensitive; it may be empty.") { IsRequired = true, InvalidCode = "InvalidTag" },
        ]);

    private static TextShape Prefix { get; } = new() { MaxBytes = 1024 };

    private static ObjectShape Filter { get; } = new(
        "Filter",
        [
            new("Prefix", Prefix, "What the object's key begins with; empty matches all.") { InvalidCode = "PrefixTooLong" },
            new("Tag", Tag, "A tag that the object has.") { TemplateName = "TagFilter" },
            new("And", new ObjectShape("And", [
                new("Prefix", Prefix, "What the object's key begins with.") { InvalidCode = "PrefixTooLong" },
                new("Tags", new ListShape(Tag, "Tag", 1000), "Tags that the object has, all of them.") { TemplateName = "TagFilters" },
            ]), "Several conditions, of which all must hold."),
        ])
    {
        AtMost = 1,
    };

    private static ObjectShape SourceSelectionCriteria { get; } = new(
        "SourceSelectionCriteria",
        [
            new("SseKmsEncryptedObjects", Switch("SseKmsEncryptedObjects"), "Whether objects under SSE-KMS and DSSE-KMS are replicated."),
            new("ReplicaModifications", Switch("ReplicaModifications"), "Whether changes of metadata made to replicas are replicated."),
        ]);

    public static ObjectShape Rule { get; } = new(
        "Rule",
        [
            new("ID", new TextShape { MaxLength = 255 }, "The rule's name, unique in its source bucket; `rule-N` by its position where there is none.") { TemplateName = "Id", InvalidCode = "IdTooLong" },
            new("Priority", new IntegerShape(0, int.MaxValue), "The higher number wins among rules with one destination bucket. Required in a rule with `Filter`.") { InvalidCode = "InvalidPriority" },
            new("Status", TextShape.Switch, "Whether the rule is in force.") { IsRequired = true, MissingCode = "MissingStatus", InvalidCode = "InvalidStatus" },
            new("Prefix", Prefix, "What the object's key begins with; only in V1 rules, which have no `Filter`.") { InvalidCode = "PrefixTooLong", Excludes = ["Filter"] },
            new("Filter", Filter, "Which objects the rule is for: exactly one of `Prefix`, `Tag` and `And`, or empty for all.") { Needs = ["Priority", "DeleteMarkerReplication"] },
            new("SourceSelectionCriteria", SourceSelectionCriteria, "Objects that are replicated only where this asks for it."),
            new("ExistingObjectReplication", Switch("ExistingObjectReplication"), "S3 refuses this member today; a backfill replicates existing objects."),
            new("DeleteMarkerReplication", Switch("DeleteMarkerReplication"), "Whether delete markers made by users are replicated. Required in a rule with `Filter`."),
            new("Destination", DestinationMembers.Destination, "Where replicas go and what they become there.") { IsRequired = true, MissingCode = "MissingDestination" },
            new("ReplicationTime", DestinationMembers.ReplicationTime, "Belongs in `Destination`.") { BelongsIn = "Destination" },
            new("Metrics", DestinationMembers.Metrics, "Belongs in `Destination`.") { BelongsIn = "Destination" },
            new(DocumentMembers.Extension, RuleExtensionMembers.Extension, "What S3 does not have, for this rule."),
        ]);

    private static ObjectShape Switch(string name) =>
        new(name, [new("Status", TextShape.Switch, "`Enabled` or `Disabled`.") { IsRequired = true, MissingCode = "MissingStatus", InvalidCode = "InvalidStatus" }]);
}
