using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Permissions.Existing;

/// <summary>An action that only S3's own replication uses.</summary>
/// <param name="Name">The action.</param>
/// <param name="Statements">The statements that allow it.</param>
/// <param name="Instead">What these rules need in its place; may be empty.</param>
public sealed record NativeAction(string Name, ImmutableArray<string> Statements, ImmutableArray<string> Instead);
