using S3Replicator.Core.Rules.Binding;

namespace S3Replicator.Core.Rules.Validation;

internal sealed class ExistingObjectsValidator : IRuleValidator
{
    public void Validate(WrittenRule rule, FileProblems problems)
    {
        if (rule.Node["ExistingObjectReplication"] is { } member)
        {
            problems.NotNative(member, "ExistingObjectReplication", "S3 refuses ExistingObjectReplication, and it replicates nothing here.", $"Run s3replicator backfill start --rule {rule.Id}.");
        }
    }
}
