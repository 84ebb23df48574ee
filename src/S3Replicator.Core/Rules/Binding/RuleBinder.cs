using System.Collections.Immutable;
using S3Replicator.Core.Rules.Documents;

namespace S3Replicator.Core.Rules.Binding;

internal static class RuleBinder
{
    public static ReplicationRule? Bind(WrittenRule rule)
    {
        if (rule.Destination.TextOf("Bucket") is not { } text || BucketName.Parse(text) is not { } bucket)
        {
            return null;
        }

        var time = rule.Destination.IsEnabled("ReplicationTime") ? WrittenRule.Part(WrittenRule.Part(rule.Destination, "ReplicationTime"), "Time").IntegerOf("Minutes") : null;
        var bound = new ReplicationRule
        {
            Id = rule.Id,
            Priority = rule.Version == RuleVersion.V1 ? 0 : (int?)rule.Node.IntegerOf("Priority") ?? 0,
            IsEnabled = rule.IsEnabled,
            Filter = FilterOf(rule),
            DeleteMarkerReplication = ReplicatesDeleteMarkers(rule),
            SseKmsEncryptedObjects = rule.Criteria.IsEnabled("SseKmsEncryptedObjects"),
            ReplicaModifications = rule.Criteria.IsEnabled("ReplicaModifications"),
            ExistingObjectReplication = rule.Node.IsEnabled("ExistingObjectReplication"),
            Destination = new RuleDestination
            {
                Bucket = bucket.Name,
                Partition = bucket.Partition ?? "aws",
                Account = rule.Destination.TextOf("Account"),
                StorageClass = rule.Destination.TextOf("StorageClass"),
                OwnerOverride = rule.Destination.Has("AccessControlTranslation"),
                ReplicaKmsKeyId = WrittenRule.Part(rule.Destination, "EncryptionConfiguration").TextOf("ReplicaKmsKeyID"),
            },
            ReplicationTimeControl = rule.Destination.IsEnabled("ReplicationTime"),
            Metrics = rule.Destination.IsEnabled("Metrics"),
        };
        bound = time is null ? bound : bound with { Threshold = TimeSpan.FromMinutes(time.Value), ReplicationTimeMinutes = (int)time.Value };
        return RuleExtensionBinder.Apply(bound, rule.Extension);
    }

    // V1 rules have no such member and replicate the markers that users make; everywhere else absent means no.
    private static bool ReplicatesDeleteMarkers(WrittenRule rule) =>
        rule.Node.Has("DeleteMarkerReplication") ? rule.Node.IsEnabled("DeleteMarkerReplication") : rule.Version == RuleVersion.V1;

    private static RuleFilter FilterOf(WrittenRule rule)
    {
        var prefix = rule.Version == RuleVersion.V1
            ? rule.Node.TextOf("Prefix")
            : rule.Filter.TextOf("Prefix") ?? WrittenRule.Part(rule.Filter, "And").TextOf("Prefix");
        return new RuleFilter
        {
            Prefix = prefix ?? string.Empty,
            Tags =
            [
                .. rule.Tags
                    .Select(tag => new ObjectTag(tag.TextOf("Key") ?? string.Empty, tag.TextOf("Value") ?? string.Empty))
                    .OrderBy(tag => tag.Key, StringComparer.Ordinal),
            ],
            ExcludePrefixes = TextsOf(rule.Extension["ExcludePrefixes"]),
            Suffixes = TextsOf(rule.Extension["Suffixes"]),
            ObjectSizeGreaterThan = rule.Extension.IntegerOf("ObjectSizeGreaterThan"),
            ObjectSizeLessThan = rule.Extension.IntegerOf("ObjectSizeLessThan"),
        };
    }

    private static ImmutableArray<string> TextsOf(DocumentNode? list) =>
        list is null ? [] : [.. list.Items.Where(item => item.Kind == NodeKind.Text).Select(item => item.Text).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
