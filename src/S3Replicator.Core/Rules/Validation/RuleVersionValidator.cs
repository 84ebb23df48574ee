using S3Replicator.Core.Rules.Binding;

namespace S3Replicator.Core.Rules.Validation;

// S3 has two schemas of rules; each member belongs to one of them.
internal sealed class RuleVersionValidator : IRuleValidator
{
    public void Validate(WrittenRule rule, FileProblems problems)
    {
        if (rule.Version == RuleVersion.V2)
        {
            RequireV2Members(rule, problems);
        }
        else if (rule.Version == RuleVersion.V1)
        {
            RefuseV2Members(rule, problems);
        }
        else
        {
            problems.NotNative(rule.Node, "NoFilter", $"{rule.Id} has no Filter and matches every object.", "Write Filter: {} where that is meant.");
        }

        if (rule.Node["Prefix"] is { } prefix && rule.Node.Has("Filter"))
        {
            problems.Error(prefix, "PrefixAndFilter", $"{rule.Id} has both Prefix and Filter.", "Move the prefix into Filter.");
        }
    }

    private static void RequireV2Members(WrittenRule rule, FileProblems problems)
    {
        if (!rule.Node.Has("Priority"))
        {
            problems.Error(rule.Node, "MissingPriority", $"{rule.Id} has a Filter and no Priority.", "Add Priority: a whole number from 0, of which the higher wins.");
        }

        if (!rule.Node.Has("DeleteMarkerReplication"))
        {
            problems.Error(rule.Node, "MissingDeleteMarkerReplication", $"{rule.Id} has a Filter and no DeleteMarkerReplication.", "Add DeleteMarkerReplication: {Status: Disabled}, or Enabled.");
        }
    }

    private static void RefuseV2Members(WrittenRule rule, FileProblems problems)
    {
        if (rule.Criteria["ReplicaModifications"] is { } modifications)
        {
            problems.Error(modifications, "ReplicaModificationsInV1Rule", $"{rule.Id} has Prefix instead of Filter, so it cannot have ReplicaModifications.", "Move the prefix into Filter, and add Priority and DeleteMarkerReplication.");
        }

        foreach (var (holder, name) in new[] { (rule.Node, "Priority"), (rule.Node, "DeleteMarkerReplication"), (rule.Destination, "ReplicationTime"), (rule.Destination, "Metrics") })
        {
            if (holder[name] is { } member)
            {
                problems.NotNative(member, "V2MemberInV1Rule", $"{rule.Id} has Prefix instead of Filter; S3 takes {name} only with Filter.", "Move the prefix into Filter.");
            }
        }
    }
}
