using Amazon.S3;
using Amazon.S3.Model;
using S3Replicator.Core.Copying;
using S3Replicator.Core.Planning;
using MultipartUpload = S3Replicator.Core.Copying.MultipartUpload;

namespace S3Replicator.Aws.S3;

/// <summary>Writes a copy as the SDK's request.</summary>
internal static class CopyRequests
{
    public static CopyObjectRequest From(CopyCall copy, DateTimeOffset now)
    {
        var attributes = copy.Attributes;
        var request = new CopyObjectRequest
        {
            SourceBucket = copy.SourceBucket,
            SourceKey = copy.SourceKey,
            SourceVersionId = copy.SourceVersionId,
            ETagToMatch = copy.SourceIfMatch is { } source ? ETags.Quoted(source) : null,
            DestinationBucket = copy.DestinationBucket,
            DestinationKey = copy.DestinationKey,
            ExpectedBucketOwner = copy.DestinationOwner,
            ExpectedSourceBucketOwner = copy.SourceOwner,
            StorageClass = attributes.StorageClass is { } storageClass ? S3StorageClass.FindValue(storageClass) : null,
            CannedACL = attributes.CannedAcl is { } acl ? S3CannedACL.FindValue(acl) : null,
            WebsiteRedirectLocation = attributes.WebsiteRedirect,
            ChecksumAlgorithm = attributes.ChecksumAlgorithm is { } algorithm ? ChecksumAlgorithm.FindValue(algorithm) : null,
        };

        if (copy.Fence is { } fence)
        {
            request.IfNoneMatch = fence.ETag is null ? "*" : null;
            request.IfMatch = fence.ETag is { } etag ? ETags.Quoted(etag) : null;
        }

        if (attributes.KmsKeyId is { } key)
        {
            request.ServerSideEncryptionMethod = MethodOf(attributes);
            request.BucketKeyEnabled = attributes.HasBucketKey;
            request.ServerSideEncryptionKeyManagementServiceKeyId = key;
        }

        SetLock(request, attributes, now);
        SetMetadata(request, attributes);
        return request;
    }

    /// <summary>The upload that parts are copied into: all that CopyObject would carry over by itself has to be said here.</summary>
    public static InitiateMultipartUploadRequest UploadFrom(CopyCall copy, DateTimeOffset now)
    {
        var attributes = copy.Attributes;
        var request = new InitiateMultipartUploadRequest
        {
            BucketName = copy.DestinationBucket,
            Key = copy.DestinationKey,
            ExpectedBucketOwner = copy.DestinationOwner,
            StorageClass = attributes.StorageClass is { } storageClass ? S3StorageClass.FindValue(storageClass) : null,
            CannedACL = attributes.CannedAcl is { } acl ? S3CannedACL.FindValue(acl) : null,
            WebsiteRedirectLocation = attributes.WebsiteRedirect,
            ChecksumAlgorithm = attributes.ChecksumAlgorithm is { } algorithm ? ChecksumAlgorithm.FindValue(algorithm) : null,
            ChecksumType = attributes.ChecksumType is { } type ? ChecksumType.FindValue(type) : null,
            TagSet = attributes.Tags is { Count: > 0 } tags ? [.. tags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })] : null,
        };

        if (attributes.KmsKeyId is { } key)
        {
            request.ServerSideEncryptionMethod = MethodOf(attributes);
            request.BucketKeyEnabled = attributes.HasBucketKey;
            request.ServerSideEncryptionKeyManagementServiceKeyId = key;
        }

        if (attributes.LockMode is { } mode && attributes.RetainUntil > now)
        {
            request.ObjectLockMode = ObjectLockMode.FindValue(mode);
            request.ObjectLockRetainUntilDate = attributes.RetainUntil.Value.UtcDateTime;
        }

        if (attributes.LegalHold is { } hold)
        {
            request.ObjectLockLegalHoldStatus = hold ? ObjectLockLegalHoldStatus.On : ObjectLockLegalHoldStatus.Off;
        }

        if (attributes.Metadata is { } metadata)
        {
            Write(metadata, request.Headers, request.Metadata);
        }

        return request;
    }

    /// <summary>The end of an upload, under the copy's fence, with what S3 is to make sure of: the size, and the source's checksum where it is one of the full object.</summary>
    public static CompleteMultipartUploadRequest CompletionFrom(CopyCall copy, MultipartUpload upload, IReadOnlyList<CopiedPart> parts)
    {
        var type = copy.Attributes.ChecksumType is { } named ? ChecksumType.FindValue(named) : null;
        var request = new CompleteMultipartUploadRequest
        {
            BucketName = copy.DestinationBucket,
            Key = copy.DestinationKey,
            ExpectedBucketOwner = copy.DestinationOwner,
            UploadId = upload.UploadId,
            PartETags = [.. parts.Select(Checksums.ToPart)],
            ChecksumType = type,
            MpuObjectSize = copy.Size,
            IfNoneMatch = copy.Fence is { ETag: null } ? "*" : null,
            IfMatch = copy.Fence?.ETag is { } etag ? ETags.Quoted(etag) : null,
        };

        if (type == ChecksumType.FULL_OBJECT && copy.SourceChecksum is { } checksum)
        {
            Checksums.Demand(request, checksum);
        }

        return request;
    }

    private static ServerSideEncryptionMethod MethodOf(ReplicaAttributes attributes) =>
        attributes.IsDualLayer ? ServerSideEncryptionMethod.AWSKMSDSSE : ServerSideEncryptionMethod.AWSKMS;

    /// <summary>S3 takes no retention that is over.</summary>
    private static void SetLock(CopyObjectRequest request, ReplicaAttributes attributes, DateTimeOffset now)
    {
        if (attributes.LockMode is { } mode && attributes.RetainUntil > now)
        {
            request.ObjectLockMode = ObjectLockMode.FindValue(mode);
            request.ObjectLockRetainUntilDate = attributes.RetainUntil.Value.UtcDateTime;
        }

        if (attributes.LegalHold is { } hold)
        {
            request.ObjectLockLegalHoldStatus = hold ? ObjectLockLegalHoldStatus.On : ObjectLockLegalHoldStatus.Off;
        }
    }

    private static void SetMetadata(CopyObjectRequest request, ReplicaAttributes attributes)
    {
        if (attributes.Metadata is { } metadata)
        {
            request.MetadataDirective = S3MetadataDirective.REPLACE;
            Write(metadata, request.Headers, request.Metadata);
        }

        if (attributes.Tags is { } tags)
        {
            request.TaggingDirective = TaggingDirective.REPLACE;
            request.TagSet = [.. tags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })];
        }
    }

    private static void Write(ObjectMetadata metadata, HeadersCollection headers, MetadataCollection user)
    {
        headers.CacheControl = metadata.CacheControl;
        headers.ContentDisposition = metadata.ContentDisposition;
        headers.ContentEncoding = metadata.ContentEncoding;
        headers.ContentType = metadata.ContentType;

        if (metadata.ContentLanguage is { } language)
        {
            headers["Content-Language"] = language;
        }

        if (metadata.Expires is { } expires)
        {
            headers["Expires"] = expires;
        }

        foreach (var (name, value) in metadata.User)
        {
            user[name] = value;
        }
    }
}
