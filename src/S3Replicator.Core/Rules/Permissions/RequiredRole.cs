namespace S3Replicator.Core.Rules.Permissions;

/// <summary>What one role must be.</summary>
/// <param name="Arn">The role's ARN.</param>
/// <param name="Trust">Who may assume it.</param>
/// <param name="Permissions">What it may do.</param>
/// <param name="MaxSessionSeconds">How long its sessions must be allowed to last; 3,600 is what IAM allows by default.</param>
public sealed record RequiredRole(string Arn, PolicyDocument Trust, PolicyDocument Permissions, int MaxSessionSeconds = 3600);
