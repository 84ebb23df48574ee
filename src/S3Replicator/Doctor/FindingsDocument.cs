namespace S3Replicator.Doctor;

/// <summary>The whole answer of <c>doctor --output json</c>.</summary>
internal sealed record FindingsDocument(IReadOnlyList<Finding> Checks);
