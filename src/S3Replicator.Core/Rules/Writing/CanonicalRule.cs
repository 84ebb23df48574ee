using S3Replicator.Core.Rules.Documents;

namespace S3Replicator.Core.Rules.Writing;

// A V1 rule comes out as the V2 rule that means the same.
internal static class CanonicalRule
{
    public static DocumentNode Of(ReplicationRule rule) =>
        new TreeBuilder()
            .Text("ID", rule.Id)
            .Number("Priority", (long)rule.Priority)
            .Text("Status", rule.IsEnabled ? "Enabled" : "Disabled")
            .Add("Filter", FilterOf(rule.Filter))
            .AddUnlessEmpty("SourceSelectionCriteria", CriteriaOf(rule))
            .AddUnlessEmpty("ExistingObjectReplication", rule.ExistingObjectReplication ? TreeBuilder.Switch(enabled: true) : new TreeBuilder().Node)
            .Add("DeleteMarkerReplication", TreeBuilder.Switch(rule.DeleteMarkerReplication))
            .Add("Destination", DestinationOf(rule))
            .AddUnlessEmpty("S3Replicator", ExtensionOf(rule))
            .Node;

    private static DocumentNode FilterOf(RuleFilter filter)
    {
        var builder = new TreeBuilder();
        var prefix = filter.Prefix.Length == 0 ? null : filter.Prefix;
        return filter.Tags switch
        {
            [] => builder.Text("Prefix", prefix).Node,
            [var only] when prefix is null => builder.Add("Tag", TagOf(only)).Node,
            var tags => builder
                .Add("And", new TreeBuilder().Text("Prefix", prefix).Add("Tags", DocumentNode.Sequence(NodePosition.Whole, tags.Select(TagOf))).Node)
                .Node,
        };
    }

    private static DocumentNode TagOf(ObjectTag tag) => new TreeBuilder().Text("Key", tag.Key).Text("Value", tag.Value).Node;

    private static DocumentNode CriteriaOf(ReplicationRule rule)
    {
        var builder = new TreeBuilder();
        if (rule.SseKmsEncryptedObjects)
        {
            builder.Add("SseKmsEncryptedObjects", TreeBuilder.Switch(enabled: true));
        }

        if (rule.ReplicaModifications)
        {
            builder.Add("ReplicaModifications", TreeBuilder.Switch(enabled: true));
        }

        return builder.Node;
    }

    private static DocumentNode DestinationOf(ReplicationRule rule)
    {
        var destination = rule.Destination;
        var minutes = new TreeBuilder().Number("Minutes", (long)rule.ReplicationTimeMinutes).Node;
        var builder = new TreeBuilder()
            .Text("Bucket", $"arn:{destination.Partition}:s3:::{destination.Bucket}")
            .Text("Account", destination.Account)
            .Text("StorageClass", destination.StorageClass)
            .AddUnlessEmpty("AccessControlTranslation", new TreeBuilder().Text("Owner", "Destination", when: destination.OwnerOverride).Node)
            .AddUnlessEmpty("EncryptionConfiguration", new TreeBuilder().Text("ReplicaKmsKeyID", destination.ReplicaKmsKeyId).Node);
        if (rule.ReplicationTimeControl)
        {
            builder.Add("ReplicationTime", new TreeBuilder().Text("Status", "Enabled").Add("Time", minutes).Node);
        }

        if (rule.Metrics)
        {
            var metrics = new TreeBuilder().Text("Status", "Enabled");
            builder.Add("Metrics", rule.ReplicationTimeControl ? metrics.Add("EventThreshold", minutes).Node : metrics.Node);
        }

        return builder.Node;
    }

    private static DocumentNode ExtensionOf(ReplicationRule rule) =>
        new TreeBuilder()
            .Texts("ExcludePrefixes", rule.Filter.ExcludePrefixes)
            .Texts("Suffixes", rule.Filter.Suffixes)
            .Number("ObjectSizeGreaterThan", rule.Filter.ObjectSizeGreaterThan)
            .Number("ObjectSizeLessThan", rule.Filter.ObjectSizeLessThan)
            .AddUnlessEmpty("KeyTransform", new TreeBuilder().Text("StripPrefix", rule.KeyTransform.StripPrefix).Text("AddPrefix", rule.KeyTransform.AddPrefix).Text("Template", rule.KeyTransform.Template).Node)
            .Text("Versions", rule.Versions?.ToString())
            .Text("Lineage", "Metadata", when: rule.Lineage == Lineage.Metadata)
            .Text("TagSync", "Disabled", when: !rule.TagSync)
            .Text("LateTagging", "Replicate", when: rule.LateTagging)
            .Text("AclSync", "Enabled", when: rule.AclSync)
            .Text("Acl", rule.Acl.ToString(), when: rule.Acl != ReplicaAcl.None)
            .Text("VersionDeletes", "Enabled", when: rule.VersionDeletes)
            .Text("LifecycleDeletes", "Enabled", when: rule.LifecycleDeletes)
            .AddUnlessEmpty("ChainReplicas", new TreeBuilder().Number("MaxHops", rule.ChainMaxHops > 0 ? rule.ChainMaxHops : (long?)null).Node)
            .AddUnlessEmpty("Archived", ArchivedOf(rule.Archived))
            .AddUnlessEmpty("Limits", new TreeBuilder().Number("RequestsPerSecond", rule.Limits.RequestsPerSecond).Number("BytesPerSecond", rule.Limits.BytesPerSecond).Number("MaxConcurrent", (long?)rule.Limits.MaxConcurrent).Node)
            .Number("ThresholdSeconds", rule.Threshold == TimeSpan.FromMinutes(rule.ReplicationTimeMinutes) ? null : (long)rule.Threshold.TotalSeconds)
            .AddUnlessEmpty("Objective", new TreeBuilder().Number("Percent", rule.Objective?.Percent).Number("WindowDays", (long?)rule.Objective?.WindowDays).Node)
            .Number("MultipartThreshold", rule.MultipartThreshold == 5_368_709_120 ? null : rule.MultipartThreshold)
            .Text("ActiveFrom", rule.ActiveFrom?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", System.Globalization.CultureInfo.InvariantCulture))
            .Node;

    private static DocumentNode ArchivedOf(ArchivedSource archived) =>
        archived.Restore
            ? new TreeBuilder().Text("Action", "Restore").Text("Tier", archived.Tier).Number("Days", (long?)archived.Days).Node
            : new TreeBuilder().Node;
}
