namespace S3Replicator.Hosting.Http.Api;

/// <summary>Why there is no other answer.</summary>
internal sealed record ApiError(string Error);
