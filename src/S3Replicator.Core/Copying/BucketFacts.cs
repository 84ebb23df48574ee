namespace S3Replicator.Core.Copying;

/// <summary>What the worker knows of a bucket as a whole.</summary>
/// <param name="Versioning">The bucket's versioning state.</param>
public sealed record BucketFacts(BucketVersioning Versioning);
