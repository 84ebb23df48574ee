using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.S3.Access;
using S3Replicator.LocalAws.S3.Checksums;
using S3Replicator.LocalAws.S3.Content;
using S3Replicator.LocalAws.S3.Notifications;
using S3Replicator.LocalAws.S3.Objects;
using S3Replicator.LocalAws.S3.Protocol;
using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3.Operations;

/// <summary>Copies an object; the request goes to the destination's region, the source may be in any.</summary>
internal sealed class CopyObject(S3Store store, ObjectWriter writer)
{
    private const string Copy = "COPY";
    private const string Replace = "REPLACE";

    public ValueTask HandleAsync(S3Request request)
    {
        var reference = CopySource.Parse(request.Header(HeaderNames.CopySource)!);
        var replacesMetadata = IsReplace(request, "x-amz-metadata-directive", "Unknown metadata directive.");
        var replacesTags = IsReplace(request, "x-amz-tagging-directive", "Unknown tagging directive.");
        var conditions = WriteConditions.From(request);
        var source = reference.Resolve(store, request, out var sourceBucket);
        if (source.Size > S3Errors.MaxCopySize)
        {
            throw new AwsErrorException(S3Errors.CopySourceTooLarge);
        }

        RefuseCopyToItself(request, reference, replacesMetadata);
        var template = ObjectTemplate.From(request);
        var version = template with
        {
            Content = source.Content,
            Headers = replacesMetadata ? template.Headers : source.Headers,
            Tags = replacesTags ? template.Tags : CarriedTags(request, reference, sourceBucket, source),
            ETag = ETagOf(source, template.Encryption),
            Checksum = ChecksumOf(source, RequestChecksums.Asked(request)),
        };
        if (writer.Write(request, ref version, conditions, EventNames.Copy) is { } failure)
        {
            return S3Response.ErrorAsync(request.Http, failure, request.RequestId, request.HostId);
        }

        ObjectResponseHeaders.WriteNewVersionId(request, version);
        ObjectResponseHeaders.WriteEncryption(request, version.Encryption);
        WriteSourceVersion(request, sourceBucket, source);
        return S3Response.XmlAsync(request, Result("CopyObjectResult", version.LastModified, version.QuotedETag, version.Checksum));
    }

    public static void WriteSourceVersion(S3Request request, Bucket bucket, ObjectVersion source)
    {
        if (bucket.Settings.Versioning != VersioningStatus.Unversioned)
        {
            request.ResponseHeaders[HeaderNames.CopySourceVersionId] = source.VersionId;
        }
    }

    public static XmlText Result(string root, DateTimeOffset lastModified, string etag, ObjectChecksum? checksum)
    {
        var xml = new XmlText().OpenRoot(root).Element("LastModified", lastModified).Element("ETag", etag);
        if (checksum is not null)
        {
            xml.Element(checksum.Algorithm.Element(), checksum.Value).Element("ChecksumType", checksum.TypeName);
        }

        return xml.Close(root);
    }

    /// <summary>Tags that are carried over must be readable there and writable here.</summary>
    private static ObjectTagging CarriedTags(S3Request request, CopySource reference, Bucket bucket, ObjectVersion source)
    {
        if (source.Tags.Count > 0)
        {
            request.Access.Require(
                request, reference.VersionId is null ? S3Actions.GetObjectTagging : S3Actions.GetObjectVersionTagging, bucket, source.Key);
            request.Require(S3Actions.PutObjectTagging);
        }

        return source.Tags;
    }

    private static bool IsReplace(S3Request request, string header, string message) => request.Header(header) switch
    {
        null or Copy => false,
        Replace => true,
        var other => throw new AwsErrorException(S3Errors.InvalidArgument(message, header, other)),
    };

    private static void RefuseCopyToItself(S3Request request, CopySource source, bool replacesMetadata)
    {
        var isItself = source.VersionId is null && string.Equals(source.Bucket, request.BucketName, StringComparison.Ordinal) && string.Equals(source.Key, request.Key, StringComparison.Ordinal);
        if (isItself
            && !replacesMetadata
            && request.Header(HeaderNames.StorageClass) is null
            && request.Header("x-amz-website-redirect-location") is null
            && request.Header("x-amz-server-side-encryption") is null)
        {
            throw new AwsErrorException(S3Errors.CopyToItself);
        }
    }

    /// <summary>A copy is in one piece, whatever the source was, so its tag is an MD5 again; hashed only where it is not known.</summary>
    private string ETagOf(ObjectVersion source, ObjectEncryption encryption)
    {
        if (encryption.HidesMd5)
        {
            return writer.OpaqueETag();
        }

        return ETags.IsMd5(source.ETag) && !source.Encryption.HidesMd5 ? source.ETag : ContentHashing.Md5Hex(source.Content);
    }

    /// <summary>The source's checksum is carried over where it is of the whole object and of the algorithm that is wanted.</summary>
    private static ObjectChecksum? ChecksumOf(ObjectVersion source, ChecksumAlgorithm? asked)
    {
        var algorithm = asked ?? source.Checksum?.Algorithm ?? ChecksumAlgorithm.Crc64Nvme;
        if (source.Checksum is { IsComposite: false } checksum && checksum.Algorithm == algorithm)
        {
            return checksum;
        }

        return source.Content.IsSparse ? null : RequestChecksums.Of(source.Content, algorithm);
    }
}
