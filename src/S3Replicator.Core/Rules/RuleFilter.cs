using System.Collections.Immutable;

namespace S3Replicator.Core.Rules;

/// <summary>The conditions of one rule; all of them must hold.</summary>
public sealed record RuleFilter
{
    /// <summary>The filter that every object passes.</summary>
    public static RuleFilter All { get; } = new();

    /// <summary>The key's beginning, compared ordinally; empty matches all.</summary>
    public string Prefix { get; init; } = string.Empty;

    /// <summary>Tags that the object must have, key and value, case-sensitive.</summary>
    public ImmutableArray<ObjectTag> Tags { get; init; } = [];

    /// <summary>Beginnings of keys that are left out.</summary>
    public ImmutableArray<string> ExcludePrefixes { get; init; } = [];

    /// <summary>Ends of keys, of which one must fit; none means any.</summary>
    public ImmutableArray<string> Suffixes { get; init; } = [];

    /// <summary>The size in bytes that the object must exceed.</summary>
    public long? ObjectSizeGreaterThan { get; init; }

    /// <summary>The size in bytes that the object must stay under.</summary>
    public long? ObjectSizeLessThan { get; init; }
}
