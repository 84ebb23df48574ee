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
            HasBucketKey = response.BucketKeyEnabled == true,
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
            TagCount = response.TagsCount ?? 0,
            Restore = NullIfEmpty(headers["x-amz-restore"]),
            ArchiveStatus = NullIfEmpty(response.ArchiveStatus?.Value),
            LockMode = NullIfEmpty(response.ObjectLockMode?.Value),
            RetainUntil = response.ObjectLockRetainUntilDate is { } until ? new DateTimeOffset(until.ToUniversalTime()) : null,
            LegalHold = string.Equals(response.ObjectLockLegalHoldStatus?.Value, "ON", StringComparison.Ordinal),
            WebsiteRedirect = NullIfEmpty(response.WebsiteRedirectLocation),
            Checksum = Checksums.Of(response),
            ChecksumType = NullIfEmpty(response.ChecksumType?.Value),
            PartsCount = response.PartsCount,
        };
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
