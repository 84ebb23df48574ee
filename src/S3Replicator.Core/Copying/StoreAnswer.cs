namespace S3Replicator.Core.Copying;

/// <summary>What S3 answers where nothing but success matters.</summary>
/// <param name="RequestId">The id of the request.</param>
public sealed record StoreAnswer(string? RequestId);
