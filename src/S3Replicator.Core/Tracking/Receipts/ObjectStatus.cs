namespace S3Replicator.Core.Tracking.Receipts;

/// <summary>What is known of one object's replicas.</summary>
/// <param name="Bucket">The source bucket.</param>
/// <param name="Key">The key.</param>
/// <param name="VersionId">The version asked for, or the newest that is known.</param>
/// <param name="Replicas">The replicas, by rule.</param>
/// <param name="SearchedFrom">The time back to which receipts were looked at.</param>
public sealed record ObjectStatus(string Bucket, string Key, string? VersionId, IReadOnlyList<ReplicaStatus> Replicas, DateTimeOffset SearchedFrom);
