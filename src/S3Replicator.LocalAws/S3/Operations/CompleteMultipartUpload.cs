using System.Globalization;
using System.Xml.Linq;
using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.S3.Checksums;
using S3Replicator.LocalAws.S3.Content;
using S3Replicator.LocalAws.S3.Encryption;
using S3Replicator.LocalAws.S3.Multipart;
using S3Replicator.LocalAws.S3.Notifications;
using S3Replicator.LocalAws.S3.Objects;
using S3Replicator.LocalAws.S3.Protocol;
using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3.Operations;

/// <summary>Makes an object of the parts of an upload.</summary>
internal sealed class CompleteMultipartUpload(ObjectWriter writer)
{
    private const long MinPartSize = 5 * 1024 * 1024;

    public async ValueTask HandleAsync(S3Request request)
    {
        var conditions = WriteConditions.From(request);
        var upload = Uploads.Get(request);
        if (upload.Template.Encryption.KmsKeyId is { } key)
        {
            // To put the parts together S3 reads them.
            var bucketKey = upload.Template.Encryption.BucketKey;
            request.Keys.Require(request, KeyAccess.Decrypt, key, KeyAccess.ContextOf(request.Bucket.Name, request.Key, bucketKey));
        }

        var root = await XmlBody.ReadDocumentAsync(request, "CompleteMultipartUpload");
        var failure = Complete(request, upload, root, conditions, out var version);
        if (failure is not null)
        {
            await S3Response.ErrorAsync(request.Http, failure, request.RequestId, request.HostId);
            return;
        }

        ObjectResponseHeaders.WriteNewVersionId(request, version);
        ObjectResponseHeaders.WriteEncryption(request, version.Encryption);
        var xml = new XmlText().OpenRoot("CompleteMultipartUploadResult")
            .Element("Location", $"http://{request.Http.Request.Host.Value}/{request.Bucket.Name}/{UriText.Encode(request.Key, keepSlash: true)}")
            .Element("Bucket", request.Bucket.Name)
            .Element("Key", request.Key)
            .Element("ETag", version.QuotedETag);
        if (version.Checksum is { } checksum)
        {
            xml.Element(checksum.Algorithm.Element(), checksum.Value).Element("ChecksumType", checksum.TypeName);
        }

        await S3Response.XmlAsync(request, xml.Close("CompleteMultipartUploadResult"));
    }

    private AwsError? Complete(S3Request request, MultipartUpload upload, XElement root, WriteConditions conditions, out ObjectVersion version)
    {
        lock (upload.Gate)
        {
            if (upload.IsDone)
            {
                throw new AwsErrorException(S3Errors.NoSuchUpload.With("UploadId", upload.Id));
            }

            var parts = SelectParts(upload, root);
            CheckSize(request, parts);
            version = upload.Template with
            {
                Content = JoinedContent.Join([.. parts.Select(part => part.Content)]),
                ETag = upload.Template.Encryption.HidesMd5
                    ? string.Create(CultureInfo.InvariantCulture, $"{writer.OpaqueETag()}-{parts.Count}")
                    : UploadChecksum.ETagOf(parts),
                Checksum = CheckedChecksum(request, upload, parts),
                Parts = [.. parts.Select((part, index) => new ObjectPart(index + 1, part.Content.Length, part.Checksum?.Value))],
            };
            if (writer.Write(request, ref version, conditions, EventNames.CompleteMultipartUpload) is { } failure)
            {
                return failure;
            }

            upload.IsDone = true;
            request.Bucket.Uploads.TryRemove(upload.Id, out _);
            request.Bucket.Log.UploadRemoved(request.Bucket, upload);
            return null;
        }
    }

    private static List<UploadedPart> SelectParts(MultipartUpload upload, XElement root)
    {
        var parts = new List<UploadedPart>();
        foreach (var element in root.Children("Part"))
        {
            if (!int.TryParse(element.Required("PartNumber"), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                throw new AwsErrorException(S3Errors.MalformedXml);
            }

            if (parts.Count > 0 && number <= parts[^1].Number)
            {
                throw new AwsErrorException(S3Errors.InvalidPartOrder.With("UploadId", upload.Id));
            }

            parts.Add(Matching(upload, element, number));
        }

        if (parts.Count == 0)
        {
            throw new AwsErrorException(S3Errors.MalformedXml);
        }

        foreach (var part in parts[..^1])
        {
            if (part.Content.Length < MinPartSize)
            {
                throw new AwsErrorException(new AwsError(
                        400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size")
                    .With("ETag", part.ETag)
                    .With("MinSizeAllowed", MinPartSize.ToString(CultureInfo.InvariantCulture))
                    .With("ProposedSize", part.Content.Length.ToString(CultureInfo.InvariantCulture))
                    .With("PartNumber", part.Number.ToString(CultureInfo.InvariantCulture)));
            }
        }

        return parts;
    }

    private static UploadedPart Matching(MultipartUpload upload, XElement element, int number)
    {
        var etag = element.Required("ETag").Trim('"');
        var invalid = S3Errors.InvalidPart
            .With("UploadId", upload.Id)
            .With("PartNumber", number.ToString(CultureInfo.InvariantCulture))
            .With("ETag", etag);
        var part = upload.Part(number);
        if (part is null || !string.Equals(part.ETag, etag, StringComparison.OrdinalIgnoreCase))
        {
            throw new AwsErrorException(invalid);
        }

        var algorithm = upload.Algorithm ?? ChecksumAlgorithm.Crc64Nvme;
        var claimed = element.Text(algorithm.Element());
        if (claimed is null && upload.IsComposite && part.Checksum is not null)
        {
            var name = algorithm.Name().ToLowerInvariant();
            throw new AwsErrorException(S3Errors.InvalidRequest(string.Create(
                CultureInfo.InvariantCulture,
                $"The upload was created using a {name} checksum. The complete request must include the checksum for each part. It was missing for part {number} in the request.")));
        }

        return claimed is null || part.Checksum is null || string.Equals(claimed, part.Checksum.Value, StringComparison.Ordinal) ? part : throw new AwsErrorException(invalid);
    }

    private static void CheckSize(S3Request request, List<UploadedPart> parts)
    {
        if (request.Header("x-amz-mp-object-size") is { } size
            && !string.Equals(size, parts.Sum(part => part.Content.Length).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))
        {
            throw new AwsErrorException(S3Errors.InvalidRequest(
                "The provided 'x-amz-mp-object-size' header value does not match the total size of the parts."));
        }
    }

    /// <summary>The object's checksum, which must be the one in the request's headers where there is one.</summary>
    private static ObjectChecksum? CheckedChecksum(S3Request request, MultipartUpload upload, List<UploadedPart> parts)
    {
        var checksum = UploadChecksum.Of(upload, parts);
        var claimed = RequestChecksums.InHeaders(request);
        return claimed is null || checksum is null || (claimed.Algorithm == checksum.Algorithm && string.Equals(claimed.Value, checksum.Value, StringComparison.Ordinal))
            ? checksum
            : throw new AwsErrorException(new AwsError(
                400, "BadDigest", $"The {claimed.Algorithm.Name().ToLowerInvariant()} you specified did not match the calculated checksum."));
    }
}
