namespace S3Replicator.LocalAws.S3.Storage;

/// <summary>How an object is encrypted at rest: the algorithm, and for KMS the key.</summary>
internal sealed record ObjectEncryption(string Algorithm, string? KmsKeyId = null, bool BucketKey = false, string? Context = null)
{
    /// <summary>What S3 applies to every object since 2023.</summary>
    public static ObjectEncryption Default { get; } = new("AES256");

    public bool IsKms => KmsKeyId is not null;
}
