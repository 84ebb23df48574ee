using S3Replicator.Core.Rules.Binding;

namespace S3Replicator.Core.Rules.Validation;

internal sealed class DeleteMarkerValidator : IRuleValidator
{
    public void Validate(WrittenRule rule, FileProblems problems)
    {
        if (rule.Node.IsEnabled("DeleteMarkerReplication") && rule.HasTags)
        {
            problems.Error(
                rule.Node["DeleteMarkerReplication"]!,
                "DeleteMarkersWithTagFilter",
                $"{rule.Id} filters by tag, and delete markers have no tags.",
                "Disable DeleteMarkerReplication, or write a rule without tags for it.");
        }
    }
}
