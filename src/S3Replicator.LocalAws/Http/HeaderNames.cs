using System.Collections.Frozen;

namespace S3Replicator.LocalAws.Http;

/// <summary>Names of headers, and the pool that spares a string for each header of a signature.</summary>
internal static class HeaderNames
{
    public const string AmzDate = "x-amz-date";
    public const string ContentSha256 = "x-amz-content-sha256";
    public const string SecurityToken = "x-amz-security-token";
    public const string DecodedContentLength = "x-amz-decoded-content-length";
    public const string Trailer = "x-amz-trailer";
    public const string RequestId = "x-amz-request-id";
    public const string ExtendedRequestId = "x-amz-id-2";
    public const string BucketRegion = "x-amz-bucket-region";
    public const string VersionId = "x-amz-version-id";
    public const string DeleteMarker = "x-amz-delete-marker";
    public const string CopySource = "x-amz-copy-source";
    public const string CopySourceVersionId = "x-amz-copy-source-version-id";
    public const string StorageClass = "x-amz-storage-class";
    public const string Tagging = "x-amz-tagging";
    public const string MetadataPrefix = "x-amz-meta-";
    public const string PatternLength = "x-local-aws-pattern-length";
    public const string PatternSeed = "x-local-aws-pattern-seed";

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Pool = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "host",
        "content-length",
        "content-type",
        "content-md5",
        "content-encoding",
        "cache-control",
        "date",
        "range",
        "user-agent",
        "amz-sdk-invocation-id",
        "amz-sdk-request",
        "x-amz-target",
        "x-amz-user-agent",
        "x-amz-acl",
        "x-amz-checksum-crc32",
        "x-amz-checksum-crc64nvme",
        "x-amz-checksum-mode",
        "x-amz-sdk-checksum-algorithm",
        "x-amz-metadata-directive",
        "x-amz-tagging-directive",
        "if-match",
        "if-none-match",
        AmzDate,
        ContentSha256,
        SecurityToken,
        DecodedContentLength,
        Trailer,
        CopySource,
        StorageClass,
        Tagging).GetAlternateLookup<ReadOnlySpan<char>>();

    public static string Known(ReadOnlySpan<char> name) => Pool.TryGetValue(name, out var known) ? known : name.ToString();
}
