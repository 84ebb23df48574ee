using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Importing;

/// <summary>What an import came to: a document and what differs, or why the configuration cannot be read.</summary>
/// <param name="Document">The rule document; absent when there is any error.</param>
/// <param name="Differences">In what replication by this program differs from S3's own.</param>
/// <param name="Loaded">What reading the configuration found.</param>
public sealed record ImportResult(ReplicationDocument? Document, ImmutableArray<ImportDifference> Differences, RuleLoadResult Loaded);
