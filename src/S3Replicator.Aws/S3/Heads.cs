using System.Globalization;
using Amazon.S3.Model;
using S3Replicator.Core.Planning;

namespace S3Replicator.Aws.S3;

/// <summary>Reads what the SDK says of a HEAD.</summary>
internal static class Heads
{
    private const string UserPrefix = "x-amz-meta-";

    public static ObjectHead From(GetObjectMetadataResponse response)
    {
        var headers = response.Headers;

        return new()
        {
            ETag = ETags.Bare(response.ETag),
            Size = response.ContentLength,
            LastModified = response.LastModified is { } modified ? new DateTimeOffset(modified.ToUniversalTime()) : default,
            VersionId = NullIfEmpty(response.VersionId),
            StorageClass = NullIfEmpty(response.StorageClass?.Value) ?? "STANDARD",
            Encryption = NullIfEmpty(response.ServerSideEncryptionCustomerMethod?.Value) is not null
                ? "SSE-C"
                : NullIfEmpty(response.ServerSideEncryptionMethod?.Value),
            KmsKeyId = NullIfEmpty(response.ServerSideEncryptionKeyManagementServiceKeyId),
            Metadata = new()
            {
                CacheControl = NullIfEmpty(headers.CacheControl),
                ContentDisposition = NullIfEmpty(headers.ContentDisposition),
                ContentEncoding = NullIfEmpty(headers.ContentEncoding),
                ContentLanguage = NullIfEmpty(headers["Content-Language"]),
                ContentType = NullIfEmpty(headers.ContentType),
                Expires = NullIfEmpty(response.ExpiresString),
                User = [.. response.Metadata.Keys
                    .Select(name => KeyValuePair.Create(
                        name.StartsWith(UserPrefix, StringComparison.OrdinalIgnoreCase) ? name[UserPrefix.Length..] : name, response.Metadata[name]))
                    .OrderBy(entry => entry.Key, StringComparer.Ordinal)],
            },
            TagCount = int.TryParse(headers["x-amz-tagging-count"], CultureInfo.InvariantCulture, out var tags) ? tags : 0,
            Restore = NullIfEmpty(headers["x-amz-restore"]),
            ArchiveStatus = NullIfEmpty(response.ArchiveStatus?.Value),
            LockMode = NullIfEmpty(response.ObjectLockMode?.Value),
            RetainUntil = response.ObjectLockRetainUntilDate is { } until ? new DateTimeOffset(until.ToUniversalTime()) : null,
            LegalHold = string.Equals(response.ObjectLockLegalHoldStatus?.Value, "ON", StringComparison.Ordinal),
            WebsiteRedirect = NullIfEmpty(response.WebsiteRedirectLocation),
            Checksum = ChecksumOf(response),
            ChecksumType = NullIfEmpty(response.ChecksumType?.Value),
            PartsCount = response.PartsCount,
        };
    }

    private static string? ChecksumOf(GetObjectMetadataResponse response) =>
        Named("CRC64NVME", response.ChecksumCRC64NVME)
        ?? Named("CRC32C", response.ChecksumCRC32C)
        ?? Named("CRC32", response.ChecksumCRC32)
        ?? Named("SHA256", response.ChecksumSHA256)
        ?? Named("SHA1", response.ChecksumSHA1);

    private static string? Named(string algorithm, string? value) =>
        string.IsNullOrEmpty(value) ? null : string.Create(CultureInfo.InvariantCulture, $"{algorithm}:{value}");

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
