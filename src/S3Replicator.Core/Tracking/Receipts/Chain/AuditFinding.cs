namespace S3Replicator.Core.Tracking.Receipts.Chain;

/// <summary>Something that is not as it was written.</summary>
/// <param name="Kind"><c>Altered</c>, <c>Removed</c>, <c>Added</c>, or <c>Broken</c> for the chain itself.</param>
/// <param name="Subject">The segment or link.</param>
/// <param name="Found">What was found.</param>
public sealed record AuditFinding(string Kind, string Subject, string Found);
