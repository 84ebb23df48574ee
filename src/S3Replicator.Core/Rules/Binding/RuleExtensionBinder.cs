using System.Globalization;
using S3Replicator.Core.Rules.Documents;

namespace S3Replicator.Core.Rules.Binding;

internal static class RuleExtensionBinder
{
    public static ReplicationRule Apply(ReplicationRule rule, DocumentNode extension)
    {
        var transform = WrittenRule.Part(extension, "KeyTransform");
        var limits = WrittenRule.Part(extension, "Limits");
        return rule with
        {
            KeyTransform = new KeyTransform(transform.TextOf("StripPrefix"), transform.TextOf("AddPrefix"), transform.TextOf("Template")),
            Versions = extension.TextOf("Versions") switch { "All" => VersionScope.All, "Latest" => VersionScope.Latest, _ => null },
            Lineage = extension.Says("Lineage", "Metadata") ? Lineage.Metadata : Lineage.None,
            TagSync = !extension.Says("TagSync", "Disabled"),
            LateTagging = extension.Says("LateTagging", "Replicate"),
            AclSync = extension.Says("AclSync", "Enabled"),
            Acl = extension.TextOf("Acl") switch { "BucketOwnerFullControl" => ReplicaAcl.BucketOwnerFullControl, "Mirror" => ReplicaAcl.Mirror, _ => ReplicaAcl.None },
            VersionDeletes = extension.Says("VersionDeletes", "Enabled"),
            LifecycleDeletes = extension.Says("LifecycleDeletes", "Enabled"),
            ChainMaxHops = (int?)WrittenRule.Part(extension, "ChainReplicas").IntegerOf("MaxHops") ?? 0,
            Archived = ArchivedOf(WrittenRule.Part(extension, "Archived")),
            Limits = new RuleLimits(limits.NumberOf("RequestsPerSecond"), limits.IntegerOf("BytesPerSecond"), (int?)limits.IntegerOf("MaxConcurrent")),
            Threshold = extension.IntegerOf("ThresholdSeconds") is { } seconds ? TimeSpan.FromSeconds(seconds) : rule.Threshold,
            Objective = ObjectiveOf(extension["Objective"]),
            MultipartThreshold = extension.IntegerOf("MultipartThreshold") ?? rule.MultipartThreshold,
            ActiveFrom = Instant(extension.TextOf("ActiveFrom")),
        };
    }

    // RFC 3339: a date, a time to the second or finer, and an offset.
    public static DateTimeOffset? Instant(string? text)
    {
        if (text is null)
        {
            return null;
        }

        string[] formats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];
        return text.Length > "yyyy-MM-ddTHH:mm:ss".Length
            && DateTimeOffset.TryParseExact(text.ToUpperInvariant(), formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
                ? instant.ToUniversalTime()
                : null;
    }

    private static ArchivedSource ArchivedOf(DocumentNode archived) =>
        archived.Says("Action", "Restore") ? new ArchivedSource(Restore: true, archived.TextOf("Tier"), (int?)archived.IntegerOf("Days")) : ArchivedSource.Skip;

    private static RuleObjective? ObjectiveOf(DocumentNode? objective)
    {
        if (objective is not { Kind: NodeKind.Mapping })
        {
            return null;
        }

        var defaults = new RuleObjective();
        return new RuleObjective(objective.NumberOf("Percent") ?? defaults.Percent, (int?)objective.IntegerOf("WindowDays") ?? defaults.WindowDays);
    }
}
