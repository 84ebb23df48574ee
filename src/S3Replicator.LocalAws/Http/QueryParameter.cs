namespace S3Replicator.LocalAws.Http;

/// <summary>One decoded query parameter; <see cref="Value"/> is empty for a bare name.</summary>
internal readonly record struct QueryParameter(string Name, string Value);
