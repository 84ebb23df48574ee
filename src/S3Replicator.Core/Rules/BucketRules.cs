using System.Collections.Immutable;

namespace S3Replicator.Core.Rules;

/// <summary>All rules of one source bucket in document order.</summary>
public sealed class BucketRules
{
    /// <summary>Gathers the rules of the bucket's documents.</summary>
    public BucketRules(string bucket, IEnumerable<ReplicationDocument> documents)
    {
        Bucket = bucket;
        Rules = [.. documents
            .SelectMany(document => document.Rules, (document, rule) => (document, rule))
            .Select((pair, index) => new BoundRule(pair.document, pair.rule, index))];
    }

    /// <summary>The source bucket's name.</summary>
    public string Bucket { get; }

    /// <summary>The rules in document order.</summary>
    public ImmutableArray<BoundRule> Rules { get; }
}
