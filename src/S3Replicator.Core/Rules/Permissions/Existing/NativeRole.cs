using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Permissions.Existing;

/// <summary>What shows that a role is one for S3's own replication.</summary>
/// <param name="Services">The services of S3 that may assume it.</param>
/// <param name="Actions">The actions that it has for that.</param>
public sealed record NativeRole(ImmutableArray<string> Services, ImmutableArray<NativeAction> Actions)
{
    /// <summary>Whether an action, or all that its pattern names, is there for that.</summary>
    internal bool IsFor(PolicyPattern action) => Actions.Any(known => NativeReplication.Names(action, known.Name));
}
