using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Permissions.Existing;

/// <summary>What a file says of roles, or why it cannot be read.</summary>
/// <param name="Parts">What it says.</param>
/// <param name="Problem">What is wrong with it, with the place; absent where nothing is.</param>
/// <param name="Mend">What mends that.</param>
public sealed record ExistingReading(ImmutableArray<ExistingPart> Parts, string? Problem = null, string? Mend = null);
