using System.Collections.Immutable;
using S3Replicator.Core.Rules.Binding;

namespace S3Replicator.Core.Rules.Validation;

// A rule is known by its bucket and its ID, in metrics, receipts and jobs alike.
internal sealed class DuplicateIdValidator : IRuleSetValidator
{
    public void Validate(ImmutableArray<LoadedDocument> documents, ProblemList problems)
    {
        // A document whose bucket cannot be told stands alone.
        foreach (var bucket in documents.GroupBy(document => (object?)document.Model?.Bucket ?? document))
        {
            foreach (var same in bucket.SelectMany(document => document.Rules).GroupBy(rule => rule.Written.Id, StringComparer.Ordinal))
            {
                foreach (var rule in same.Skip(1))
                {
                    var first = same.First().Written;
                    rule.Written.Document.Problems.Error(
                        rule.Written.IdNode,
                        "DuplicateId",
                        $"There is another rule {same.Key}{Place(first, rule.Written)}.",
                        rule.Written.Node.Has("ID") ? "IDs are unique in a source bucket, over all its documents." : "Give the rules an ID each: rule-N is counted in each document.");
                }
            }
        }
    }

    private static string Place(WrittenRule first, WrittenRule second) =>
        first.Document == second.Document ? $" at {first.Node.Position.Pointer}" : $" of the same bucket in {first.Document.Problems.File}";
}
