namespace S3Replicator.Core.Rules.Criteria;

/// <summary>What criteria look at.</summary>
/// <param name="Key">The object's key.</param>
/// <param name="IsDelete">Whether something was deleted.</param>
/// <param name="Size">The object's size in bytes, where known.</param>
/// <param name="Tags">The object's tags, where known.</param>
internal readonly record struct MatchSubject(string Key, bool IsDelete, long? Size, IReadOnlyList<ObjectTag>? Tags);
