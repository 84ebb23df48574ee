using System.Collections.Frozen;
using System.Collections.Immutable;

namespace S3Replicator.Core.Rules;

/// <summary>All valid rules at one revision; immutable, replaced whole.</summary>
public sealed class RuleSet
{
    private readonly FrozenDictionary<string, BucketRules> _buckets;

    /// <summary>Builds the set from normalised, valid documents.</summary>
    /// <param name="documents">The documents; several may name one bucket.</param>
    /// <param name="revision">A text that changes whenever the documents do.</param>
    public RuleSet(IEnumerable<ReplicationDocument> documents, string revision)
    {
        Documents = [.. documents];
        Revision = revision;
        _buckets = Documents
            .GroupBy(document => document.Bucket, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => new BucketRules(group.Key, group), StringComparer.Ordinal);
    }

    /// <summary>The set without rules.</summary>
    public static RuleSet Empty { get; } = new([], "empty");

    /// <summary>The documents that the set was made of.</summary>
    public ImmutableArray<ReplicationDocument> Documents { get; }

    /// <summary>A text that changes whenever the documents do; it is in every receipt.</summary>
    public string Revision { get; }

    /// <summary>The rules of a source bucket, or null when no document names it.</summary>
    public BucketRules? ForBucket(string bucket) => _buckets.GetValueOrDefault(bucket);
}
