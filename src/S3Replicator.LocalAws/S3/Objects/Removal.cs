using S3Replicator.LocalAws.Http;

namespace S3Replicator.LocalAws.S3.Objects;

/// <summary>What a delete did.</summary>
/// <param name="VersionId">The version that was removed or the marker that was written; null in unversioned buckets.</param>
/// <param name="IsDeleteMarker">True where a marker was written or removed.</param>
/// <param name="Error">Why it did nothing.</param>
internal readonly record struct Removal(string? VersionId, bool IsDeleteMarker, AwsError? Error);
