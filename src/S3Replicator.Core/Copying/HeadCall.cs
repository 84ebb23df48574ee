namespace S3Replicator.Core.Copying;

/// <summary>One HEAD of an object.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Key">The key.</param>
/// <param name="VersionId">The version; absent means the current one.</param>
/// <param name="Owner">The account that must own the bucket.</param>
/// <param name="PartNumber">Asks for one part's size and the count of parts.</param>
/// <param name="WithChecksum">Whether the checksum is asked for.</param>
/// <param name="IsSource">Whether the bucket is the source, which decides the failure's code.</param>
/// <param name="MustBeReadable">Whether a source under a customer's key (SSE-C) is an error; otherwise its encryption alone is told.</param>
public sealed record HeadCall(
    string Bucket,
    string Key,
    string? VersionId = null,
    string? Owner = null,
    int? PartNumber = null,
    bool WithChecksum = false,
    bool IsSource = true,
    bool MustBeReadable = false);
