using System.Globalization;
using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.S3.Checksums;
using S3Replicator.LocalAws.S3.Content;
using S3Replicator.LocalAws.S3.Multipart;
using S3Replicator.LocalAws.S3.Objects;
using S3Replicator.LocalAws.S3.Protocol;
using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3.Operations;

/// <summary>Uploads a part, or copies one from an object or a range of it.</summary>
internal sealed class UploadPart(S3Store store, ObjectWriter writer, TimeProvider clock)
{
    public async ValueTask PutAsync(S3Request request)
    {
        var upload = Uploads.Get(request);
        var number = Uploads.PartNumber(request);
        Uploads.RequireKeys(request, upload);
        var body = await PutObject.ReadBodyAsync(request, S3Errors.MaxCopySize);
        var etag = CheckedETag(request, upload, body.Content);
        var claimed = RequestChecksums.Verified(request, body);
        if (upload.IsComposite && !body.Content.IsSparse && claimed?.Algorithm != upload.Algorithm)
        {
            throw new AwsErrorException(S3Errors.InvalidRequest(
                $"Checksum Type mismatch occurred, expected checksum Type: {TypeName(upload.Algorithm)}, actual checksum Type: {TypeName(claimed?.Algorithm)}"));
        }

        var part = new UploadedPart(number, body.Content, etag, ChecksumOf(upload, body.Content, claimed), clock.GetUtcNow());
        Uploads.Put(request, upload, part);
        request.ResponseHeaders.ETag = $"\"{part.ETag}\"";
        ObjectResponseHeaders.WriteEncryption(request, upload.Template.Encryption);
        if ((claimed ?? part.Checksum) is { } told)
        {
            request.ResponseHeaders[told.Algorithm.Header()] = told.Value;
        }

        await S3Response.EmptyAsync(request, 200);
    }

    public ValueTask CopyAsync(S3Request request)
    {
        var upload = Uploads.Get(request);
        var number = Uploads.PartNumber(request);
        Uploads.RequireKeys(request, upload);
        var source = CopySource.Parse(request.Header(HeaderNames.CopySource)!).Resolve(store, request, out var sourceBucket);
        var content = Range(request, source);
        if (content.Length > S3Errors.MaxCopySize)
        {
            throw new AwsErrorException(S3Errors.CopySourceTooLarge);
        }

        var isWhole = ReferenceEquals(content, source.Content) && ETags.IsMd5(source.ETag) && !source.Encryption.HidesMd5;
        var etag = upload.Template.Encryption.HidesMd5 ? writer.OpaqueETag() : isWhole ? source.ETag : ContentHashing.Md5Hex(content);
        var part = new UploadedPart(number, content, etag, ChecksumOf(upload, content, null), clock.GetUtcNow());
        Uploads.Put(request, upload, part);
        ObjectResponseHeaders.WriteEncryption(request, upload.Template.Encryption);
        CopyObject.WriteSourceVersion(request, sourceBucket, source);
        return S3Response.XmlAsync(request, CopyObject.Result(
            "CopyPartResult", part.LastModified, $"\"{part.ETag}\"", upload.Algorithm is null ? null : part.Checksum));
    }

    private string CheckedETag(S3Request request, MultipartUpload upload, ObjectContent content)
    {
        Span<byte> md5 = stackalloc byte[16];
        ContentHashing.Md5(content, md5);
        RequestChecksums.CheckMd5(request, md5);
        return writer.ETagOf(upload.Template.Encryption, md5);
    }

    private static ObjectChecksum? ChecksumOf(MultipartUpload upload, ObjectContent content, ObjectChecksum? claimed)
    {
        var algorithm = upload.Algorithm ?? ChecksumAlgorithm.Crc64Nvme;
        if (claimed?.Algorithm == algorithm)
        {
            return claimed;
        }

        return content.IsSparse ? null : RequestChecksums.Of(content, algorithm);
    }

    private static ObjectContent Range(S3Request request, ObjectVersion source)
    {
        const string Name = "x-amz-copy-source-range";
        const string Unit = "bytes=";
        if (request.Header(Name) is not { } header)
        {
            return source.Content;
        }

        var dash = header.IndexOf('-', StringComparison.Ordinal);
        if (!header.StartsWith(Unit, StringComparison.Ordinal)
            || dash < 0
            || !long.TryParse(header.AsSpan(Unit.Length, Math.Max(dash - Unit.Length, 0)), NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            || !long.TryParse(header.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            || last < first)
        {
            throw new AwsErrorException(S3Errors.InvalidArgument(
                "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy",
                Name,
                header));
        }

        return last < source.Size
            ? source.Content.Slice(first, last - first + 1)
            : throw new AwsErrorException(S3Errors.InvalidArgument(
                string.Create(CultureInfo.InvariantCulture, $"Range specified is not valid for source object of size: {source.Size}"), Name, header));
    }

    private static string TypeName(ChecksumAlgorithm? algorithm) => algorithm?.Name().ToLowerInvariant() ?? "null";
}
