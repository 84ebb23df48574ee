namespace S3Replicator.LocalAws.S3.Encryption;

/// <summary>How a bucket has objects encrypted whose writers do not say.</summary>
/// <param name="Algorithm"><c>AES256</c>, <c>aws:kms</c> or <c>aws:kms:dsse</c>.</param>
/// <param name="KmsKeyId">The key as it was named; null for S3's own.</param>
/// <param name="BucketKey">Whether a bucket key saves calls to KMS.</param>
/// <param name="BlocksCustomerKeys">Whether SSE-C is refused.</param>
internal sealed record BucketEncryption(string Algorithm, string? KmsKeyId, bool BucketKey, bool BlocksCustomerKeys)
{
    /// <summary>What every bucket has since 2023.</summary>
    public static BucketEncryption Default { get; } = new("AES256", null, false, false);
}
