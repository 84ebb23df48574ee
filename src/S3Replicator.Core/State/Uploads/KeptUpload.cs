namespace S3Replicator.Core.State.Uploads;

/// <summary>A record as it was read.</summary>
/// <param name="Name">Its name in the state store.</param>
/// <param name="Record">What it says; absent where it cannot be read.</param>
/// <param name="ETag">Names what was read, for a write over just that.</param>
public sealed record KeptUpload(string Name, UploadRecord? Record, string ETag);
