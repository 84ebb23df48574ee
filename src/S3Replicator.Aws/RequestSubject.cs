namespace S3Replicator.Aws;

/// <summary>What a request was about, which decides the name of its failure.</summary>
/// <param name="Operation">The API operation.</param>
/// <param name="Bucket">The bucket that it was sent to.</param>
/// <param name="IsSource">Whether that bucket is the source.</param>
/// <param name="HasVersion">Whether it named a version.</param>
/// <param name="SourceBucket">The bucket that a copy reads.</param>
/// <param name="ReplicaKey">The KMS key that a copy is to be encrypted under, where the rule names one.</param>
/// <param name="Bytes">How much a copy copies, where that is known; bounds how long it may take.</param>
internal readonly record struct RequestSubject(
    string Operation, string Bucket, bool IsSource = false, bool HasVersion = false, string? SourceBucket = null, string? ReplicaKey = null,
    long? Bytes = null);
