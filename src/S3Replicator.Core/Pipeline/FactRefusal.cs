using S3Replicator.Core.Copying;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Pipeline;

/// <summary>Facts that could not be had with the role of one document.</summary>
/// <param name="Document">The document.</param>
/// <param name="Facts">What was asked for.</param>
/// <param name="Error">Why it could not be had.</param>
internal sealed record FactRefusal(ReplicationDocument Document, ObjectFacts Facts, StoreError Error);
