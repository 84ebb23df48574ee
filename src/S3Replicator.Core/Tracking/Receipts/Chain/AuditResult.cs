namespace S3Replicator.Core.Tracking.Receipts.Chain;

/// <summary>What an audit has found.</summary>
/// <param name="Segments">How many segments were compared with their links.</param>
/// <param name="Links">How many links were looked at.</param>
/// <param name="Heads">The newest link of each worker.</param>
/// <param name="Findings">What is not as it was written.</param>
public sealed record AuditResult(long Segments, long Links, IReadOnlyList<ChainHead> Heads, IReadOnlyList<AuditFinding> Findings);
