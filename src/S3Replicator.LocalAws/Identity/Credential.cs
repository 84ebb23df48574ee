namespace S3Replicator.LocalAws.Identity;

/// <summary>An access key, long-term or of a role session.</summary>
/// <param name="AccessKeyId"><c>AKIA…</c> or a chosen name for users, <c>ASIA…</c> for sessions.</param>
/// <param name="SecretAccessKey">What signs.</param>
/// <param name="SessionToken">What must come with every request; null for long-term keys.</param>
/// <param name="Expiration">From when on the key answers ExpiredToken; null for never.</param>
/// <param name="Principal">Whom the key stands for.</param>
public sealed record Credential(
    string AccessKeyId, string SecretAccessKey, string? SessionToken, DateTimeOffset? Expiration, Principal Principal);
