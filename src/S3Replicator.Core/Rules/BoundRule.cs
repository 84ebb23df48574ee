namespace S3Replicator.Core.Rules;

/// <summary>A rule together with the document that it stands in.</summary>
/// <param name="Document">The document, which names the source bucket and the role.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Index">The rule's position among all rules of its source bucket, from 0 in document order.</param>
public sealed record BoundRule(ReplicationDocument Document, ReplicationRule Rule, int Index);
