namespace S3Replicator.Core.Rules.Permissions;

/// <summary>What one role must be.</summary>
/// <param name="Arn">The role's ARN.</param>
/// <param name="Trust">Who may assume it.</param>
/// <param name="Permissions">What it may do.</param>
public sealed record RequiredRole(string Arn, PolicyDocument Trust, PolicyDocument Permissions);
