namespace S3Replicator.LocalAws.Identity;

/// <summary>Who signed a request.</summary>
/// <param name="AccountId">The account, 12 digits.</param>
/// <param name="Arn">The ARN as GetCallerIdentity prints it.</param>
/// <param name="UserId">The unique id as GetCallerIdentity prints it: <c>AIDA…</c>, or <c>AROA…:session</c> for a role session.</param>
/// <param name="AccessKeyId">The access key that signed.</param>
public sealed record Principal(string AccountId, string Arn, string UserId, string AccessKeyId);
