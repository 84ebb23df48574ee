using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Permissions;

/// <summary>Whom a statement of a resource's own policy is about.</summary>
/// <param name="Type"><c>AWS</c> or <c>Service</c>.</param>
/// <param name="Values">ARNs, or names of services.</param>
public sealed record PolicyPrincipal(string Type, ImmutableArray<string> Values);
