namespace S3Replicator.Core.Planning;

/// <summary>A replica and what it is one of.</summary>
/// <param name="VersionId">The source version.</param>
/// <param name="ReplicaVersionId">The destination version.</param>
public sealed record KnownReplica(string VersionId, string ReplicaVersionId);
