namespace S3Replicator.Core.Copying;

/// <summary>What the worker knows of a bucket as a whole.</summary>
/// <param name="Versioning">The bucket's versioning state.</param>
/// <param name="HasObjectLock">Whether objects may be locked, asked of source buckets alone; null where the role may not know.</param>
public sealed record BucketFacts(BucketVersioning Versioning, bool? HasObjectLock = false);
