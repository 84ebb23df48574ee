namespace S3Replicator.Doctor;

/// <summary>One entry of a bucket's notification configuration that leads to a queue of the worker.</summary>
/// <param name="Events">Event types without the <c>s3:</c> prefix, such as <c>ObjectCreated:*</c>.</param>
/// <param name="Prefix">The prefix filter; empty for none.</param>
/// <param name="Suffix">The suffix filter; empty for none.</param>
internal sealed record EventRoute(IReadOnlyList<string> Events, string Prefix, string Suffix);
