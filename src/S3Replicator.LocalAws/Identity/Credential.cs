namespace S3Replicator.LocalAws.Identity;

/// <summary>An access key, long-term or of a session.</summary>
internal sealed record Credential(
    string AccessKeyId, string SecretAccessKey, string? SessionToken, DateTimeOffset? Expiration, Principal Principal);
