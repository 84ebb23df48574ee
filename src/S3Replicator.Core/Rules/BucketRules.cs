using System.Collections.Immutable;
using S3Replicator.Core.Rules.Criteria;

namespace S3Replicator.Core.Rules;

/// <summary>All rules of one source bucket in document order.</summary>
public sealed class BucketRules
{
    private readonly ImmutableArray<IndexedRule> _byIndex;
    private readonly ImmutableArray<IndexedRule> _byRank;
    private readonly PrefixIndex _prefixes;

    /// <summary>Gathers the rules of the bucket's documents and indexes them.</summary>
    public BucketRules(string bucket, IEnumerable<ReplicationDocument> documents)
    {
        Bucket = bucket;
        Rules = [.. documents
            .SelectMany(document => document.Rules, (document, rule) => (document, rule))
            .Select((pair, index) => new BoundRule(pair.document, pair.rule, index))];

        var groups = new Dictionary<(string Partition, string Bucket), int>();
        var indexed = ImmutableArray.CreateBuilder<IndexedRule>(Rules.Length);
        foreach (var bound in Rules)
        {
            var destination = (bound.Rule.Destination.Partition, bound.Rule.Destination.Bucket);
            if (!groups.TryGetValue(destination, out var group))
            {
                groups.Add(destination, group = groups.Count);
            }

            var keys = new DestinationKeys(bound.Rule.KeyTransform);
            indexed.Add(new IndexedRule(bound, new FilterCriteria(bound.Rule.Filter), keys, group));
        }

        _byIndex = indexed.MoveToImmutable();
        _byRank = [.. _byIndex
            .Where(rule => rule.Bound.Rule.IsEnabled)
            .OrderBy(rule => rule.Group)
            .ThenByDescending(rule => rule.Bound.Rule.Priority)
            .ThenBy(rule => rule.Bound.Rule.Id, StringComparer.Ordinal)
            .ThenBy(rule => rule.Bound.Index)];
        _prefixes = new PrefixIndex([.. _byRank.Select(rule => rule.Bound.Rule.Filter.Prefix)]);
        Destinations = groups.Count;
        RestoresArchived = Rules.Any(bound => bound.Rule.Archived.Restore);
    }

    /// <summary>The source bucket's name.</summary>
    public string Bucket { get; }

    /// <summary>The rules in document order.</summary>
    public ImmutableArray<BoundRule> Rules { get; }

    /// <summary>How many destination buckets the rules name.</summary>
    internal int Destinations { get; }

    /// <summary>Whether a rule asks for restores of archived sources.</summary>
    internal bool RestoresArchived { get; }

    /// <summary>A rule by its position in <see cref="Rules"/>.</summary>
    internal IndexedRule At(int index) => _byIndex[index];

    /// <summary>An enabled rule by its rank: destination by destination, and inside one the rule that wins first.</summary>
    internal IndexedRule AtRank(int rank) => _byRank[rank];

    /// <summary>Finds the enabled rules whose prefix begins the key.</summary>
    internal PrefixMatch Match(string key) => new(_prefixes, _prefixes.Find(key));
}
