using System.Collections.Immutable;
using S3Replicator.Core.Rules.Binding;

namespace S3Replicator.Core.Rules.Validation;

// A bucket may be its own destination only where no replica is for the same rule again.
internal sealed class SelfReplicationValidator : IRuleSetValidator
{
    public void Validate(ImmutableArray<LoadedDocument> documents, ProblemList problems)
    {
        foreach (var document in documents.Where(document => document.Model is not null))
        {
            foreach (var (written, rule) in document.Rules)
            {
                if (rule is not null
                    && string.Equals(rule.Destination.Bucket, document.Model!.Bucket, StringComparison.Ordinal)
                    && FilterOverlap.Exists(KeyImage.Of(rule.Filter, rule.KeyTransform), rule.Filter))
                {
                    document.Written.Problems.Error(
                        written.Destination["Bucket"]!,
                        "SelfReplication",
                        $"{rule.Id} copies objects of {rule.Destination.Bucket} into the same bucket, where it would copy them again.",
                        "Name another bucket, or give the rule a KeyTransform whose keys its own filter leaves out.");
                }
            }
        }
    }
}
