namespace S3Replicator.LocalAws.S3.Storage;

/// <summary>What a bucket refuses to make public.</summary>
internal sealed record PublicAccessBlock(bool BlockPublicAcls, bool IgnorePublicAcls, bool BlockPublicPolicy, bool RestrictPublicBuckets)
{
    /// <summary>What every new bucket has since 2023.</summary>
    public static PublicAccessBlock All { get; } = new(true, true, true, true);
}
