using S3Replicator.Core.Rules.Binding;
using S3Replicator.Core.Rules.Documents;

namespace S3Replicator.Core.Rules.Validation;

internal sealed class ExtensionValuesValidator : IRuleValidator
{
    public void Validate(WrittenRule rule, FileProblems problems)
    {
        if (rule.Extension["ActiveFrom"] is { Kind: NodeKind.Text } time && RuleExtensionBinder.Instant(time.Text) is null)
        {
            problems.Error(time, "InvalidTime", $"\"{time.Text}\" is not a time of RFC 3339.", "It looks like 2026-01-31T12:00:00Z.");
        }

        var archived = WrittenRule.Part(rule.Extension, "Archived");
        if (archived.Says("Action", "Skip") && (archived.Has("Tier") || archived.Has("Days")))
        {
            problems.Warning(rule.Extension["Archived"]!, "MemberWithoutEffect", "Tier and Days have an effect only with Action: Restore.");
        }

        if (rule.Extension["VersionDeletes"] is { } deletes && rule.Extension.Says("VersionDeletes", "Enabled"))
        {
            CheckVersionDeletes(rule, deletes, problems);
        }

        if (rule.Extension["ChainReplicas"] is { } chain && !rule.Extension.Says("Lineage", "Metadata"))
        {
            problems.Warning(chain, "ChainWithoutLineage", $"{rule.Id} replicates replicas on and leaves no trace by which hops are counted.", "Add Lineage: Metadata.");
        }
    }

    private static void CheckVersionDeletes(WrittenRule rule, DocumentNode deletes, FileProblems problems)
    {
        if (rule.Extension.Says("Versions", "Latest"))
        {
            problems.Error(deletes, "VersionDeletesWithoutVersions", $"{rule.Id} deletes versions and does not replicate them all.", "Write Versions: All, or leave VersionDeletes out.");
        }
        else if (!rule.Extension.Says("Lineage", "Metadata"))
        {
            problems.Warning(deletes, "VersionDeletesWithoutLineage", $"{rule.Id} deletes versions, and its replicas do not tell which version they are of: what cannot be told apart will be recorded as failed.", "Add Lineage: Metadata.");
        }
    }
}
