namespace S3Replicator.Core.Planning;

/// <summary>One version of a key as ListObjectVersions tells it.</summary>
/// <param name="VersionId">The version id; <c>null</c> for the null version.</param>
/// <param name="IsDeleteMarker">Whether the version is a delete marker.</param>
/// <param name="IsLatest">Whether the version is the current one.</param>
/// <param name="ETag">The ETag without quotes; absent for markers.</param>
/// <param name="Size">The size in bytes.</param>
/// <param name="LastModified">When the version was written.</param>
public sealed record ObjectVersion(
    string VersionId, bool IsDeleteMarker, bool IsLatest, string? ETag, long Size, DateTimeOffset LastModified);
