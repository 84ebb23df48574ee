namespace S3Replicator.LocalAws.S3.Storage;

/// <summary>How an object is encrypted at rest.</summary>
/// <param name="Algorithm"><c>AES256</c>, <c>aws:kms</c> or <c>aws:kms:dsse</c>.</param>
internal sealed record ObjectEncryption(string Algorithm)
{
    /// <summary>What S3 applies to every object since 2023.</summary>
    public static ObjectEncryption Default { get; } = new("AES256");

    /// <summary>The key's ARN; null where it is not KMS's.</summary>
    public string? KmsKeyId { get; init; }

    public bool BucketKey { get; init; }

    /// <summary>The encryption context as it was sent.</summary>
    public string? Context { get; init; }

    /// <summary>The MD5 of the customer's key, in Base64; null where no customer brought one.</summary>
    public string? CustomerKeyMd5 { get; init; }

    /// <summary>Whether the entity tag is no MD5 of the content.</summary>
    public bool HidesMd5 => KmsKeyId is not null || CustomerKeyMd5 is not null;
}
