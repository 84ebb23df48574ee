using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Permissions;

/// <summary>One condition of a policy statement.</summary>
/// <param name="Operator">IAM's operator, such as <c>StringEquals</c>.</param>
/// <param name="Key">The condition key, such as <c>sts:ExternalId</c>.</param>
/// <param name="Values">The values, of which one must hold.</param>
public sealed record PolicyCondition(string Operator, string Key, ImmutableArray<string> Values);
