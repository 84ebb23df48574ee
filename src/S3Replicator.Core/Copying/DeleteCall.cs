namespace S3Replicator.Core.Copying;

/// <summary>One delete at the destination.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Key">The key.</param>
/// <param name="VersionId">The version to delete for good; absent puts a delete marker in a versioned bucket.</param>
/// <param name="IfMatch">The ETag that the current object must have.</param>
/// <param name="Owner">The account that must own the bucket.</param>
public sealed record DeleteCall(string Bucket, string Key, string? VersionId = null, string? IfMatch = null, string? Owner = null);
