using System.Globalization;
using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.S3.Archiving;
using S3Replicator.LocalAws.S3.Checksums;
using S3Replicator.LocalAws.S3.Encryption;
using S3Replicator.LocalAws.S3.Locking;
using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3.Objects;

/// <summary>The headers that tell of a version.</summary>
internal static class ObjectResponseHeaders
{
    public static void WriteEncryption(S3Request request, ObjectEncryption encryption)
    {
        var headers = request.ResponseHeaders;
        if (encryption.CustomerKeyMd5 is { } md5)
        {
            headers[CustomerKey.Prefix + "algorithm"] = encryption.Algorithm;
            headers[CustomerKey.Prefix + "key-MD5"] = md5;
            return;
        }

        headers[RequestedEncryption.Header] = encryption.Algorithm;
        if (encryption.KmsKeyId is { } key)
        {
            headers[RequestedEncryption.KeyHeader] = key;
            if (encryption.BucketKey)
            {
                headers[RequestedEncryption.BucketKeyHeader] = "true";
            }
        }
    }

    public static void WriteChecksum(S3Request request, ObjectChecksum? checksum)
    {
        if (checksum is not null)
        {
            request.ResponseHeaders[checksum.Algorithm.Header()] = checksum.Value;
            request.ResponseHeaders["x-amz-checksum-type"] = checksum.TypeName;
        }
    }

    /// <summary>What a write tells of the version it made; its id only while versioning is enabled.</summary>
    public static void WriteNewVersionId(S3Request request, ObjectVersion version)
    {
        if (request.Bucket.Settings.Versioning == VersioningStatus.Enabled)
        {
            request.ResponseHeaders[HeaderNames.VersionId] = version.VersionId;
        }
    }

    public static void WriteVersionId(S3Request request, ObjectVersion version)
    {
        if (request.Bucket.Settings.Versioning != VersioningStatus.Unversioned)
        {
            request.ResponseHeaders[HeaderNames.VersionId] = version.VersionId;
        }
    }

    private static void WriteRestoration(S3Request request, Restoration restoration)
    {
        var now = request.Clock.GetUtcNow();
        if (restoration.IsOngoing(now))
        {
            request.ResponseHeaders["x-amz-restore"] = "ongoing-request=\"true\"";
        }
        else if (restoration.IsReadable(now))
        {
            request.ResponseHeaders["x-amz-restore"] =
                $"ongoing-request=\"false\", expiry-date=\"{restoration.ExpiresAt.ToString("r", CultureInfo.InvariantCulture)}\"";
        }
    }

    /// <summary>Everything that GET and HEAD tell apart from length and range.</summary>
    public static void WriteObject(S3Request request, ObjectVersion version)
    {
        var headers = request.ResponseHeaders;
        headers.LastModified = version.LastModified.ToString("r", CultureInfo.InvariantCulture);
        headers.ETag = version.QuotedETag;
        headers.AcceptRanges = "bytes";
        WriteVersionId(request, version);
        WriteEncryption(request, version.Encryption);
        if (!string.Equals(version.StorageClass, ObjectVersion.Standard, StringComparison.Ordinal))
        {
            headers[HeaderNames.StorageClass] = version.StorageClass;
        }

        if (version.Restoration is { } restoration)
        {
            WriteRestoration(request, restoration);
        }

        LockHeaders.Write(request, version);
        if (version.RedirectLocation is { } location)
        {
            headers["x-amz-website-redirect-location"] = location;
        }

        if (version.Tags.Count > 0)
        {
            headers["x-amz-tagging-count"] = version.Tags.Count.ToString(CultureInfo.InvariantCulture);
        }

        foreach (var (name, value) in version.Headers.Entries)
        {
            headers[name] = value;
        }
    }
}
