using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Permissions.Existing;

/// <summary>What shows that a role is one for S3's own replication.</summary>
/// <param name="Services">The services of S3 that may assume it.</param>
/// <param name="Actions">The actions that it has for that.</param>
public sealed record NativeRole(ImmutableArray<string> Services, ImmutableArray<NativeAction> Actions);
