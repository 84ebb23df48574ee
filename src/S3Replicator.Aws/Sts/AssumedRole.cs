using Amazon.Runtime;

namespace S3Replicator.Aws.Sts;

/// <summary>One session of an assumed role.</summary>
/// <param name="Credentials">The temporary credentials.</param>
/// <param name="ExpiresAt">When they expire.</param>
/// <param name="AssumedRoleId">The session's id, <c>AROA…:session</c>.</param>
/// <param name="Arn">The session's ARN.</param>
internal sealed record AssumedRole(ImmutableCredentials Credentials, DateTimeOffset ExpiresAt, string AssumedRoleId, string? Arn = null);
