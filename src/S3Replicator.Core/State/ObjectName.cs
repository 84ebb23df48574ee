namespace S3Replicator.Core.State;

/// <summary>An object, as records of operations name it.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Key">The key; absent where it was never found out.</param>
/// <param name="VersionId">The version, where there is one and it is known.</param>
public sealed record ObjectName(string Bucket, string? Key, string? VersionId = null);
