namespace S3Replicator.Core.Copying;

/// <summary>What S3 answers to a finished copy.</summary>
/// <param name="ETag">The replica's ETag, without quotes.</param>
/// <param name="VersionId">The replica's version id; absent in an unversioned bucket.</param>
/// <param name="SourceVersionId">The source version that was copied, where the source bucket is versioned.</param>
/// <param name="RequestId">The id of the request.</param>
public sealed record CopyReceipt(string ETag, string? VersionId, string? SourceVersionId, string? RequestId);
