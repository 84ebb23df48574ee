using System.Globalization;
using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.S3.Bodies;
using S3Replicator.LocalAws.S3.Checksums;
using S3Replicator.LocalAws.S3.Content;
using S3Replicator.LocalAws.S3.Notifications;
using S3Replicator.LocalAws.S3.Objects;
using S3Replicator.LocalAws.S3.Protocol;

namespace S3Replicator.LocalAws.S3.Operations;

/// <summary>Puts an object in one piece.</summary>
internal sealed class PutObject(ObjectWriter writer)
{
    public async ValueTask HandleAsync(S3Request request)
    {
        var version = ObjectTemplate.From(request);
        var conditions = WriteConditions.From(request);
        var body = await ReadBodyAsync(request, S3Errors.MaxCopySize);
        var etag = CheckedETag(request, body.Content, version.Encryption);
        var checksum = RequestChecksums.Verified(request, body)
            ?? (body.Content.IsSparse ? null : RequestChecksums.Of(body.Content, RequestChecksums.Asked(request) ?? ChecksumAlgorithm.Crc64Nvme));
        version = version with { Content = body.Content, ETag = etag, Checksum = checksum };
        if (writer.Write(request, ref version, conditions, EventNames.Put) is { } failure)
        {
            await S3Response.ErrorAsync(request.Http, failure, request.RequestId, request.HostId);
            return;
        }

        request.ResponseHeaders.ETag = version.QuotedETag;
        ObjectResponseHeaders.WriteNewVersionId(request, version);
        ObjectResponseHeaders.WriteEncryption(request, version.Encryption);
        ObjectResponseHeaders.WriteChecksum(request, version.Checksum);
        await S3Response.EmptyAsync(request, 200);
    }

    /// <summary>The body, or a pattern of any length where the request asks for one with its own header.</summary>
    public static async ValueTask<ReceivedBody> ReadBodyAsync(S3Request request, long maxLength)
    {
        if (request.Header(HeaderNames.PatternLength) is not { } text)
        {
            return await BodyReader.ReadAsync(request, maxLength);
        }

        _ = ulong.TryParse(request.Header(HeaderNames.PatternSeed), NumberStyles.None, CultureInfo.InvariantCulture, out var seed);
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            ? new ReceivedBody(new PatternContent(seed, 0, length), [])
            : throw new AwsErrorException(S3Errors.InvalidArgument("Not a length", HeaderNames.PatternLength, text));
    }

    private string CheckedETag(S3Request request, ObjectContent content, Storage.ObjectEncryption encryption)
    {
        Span<byte> md5 = stackalloc byte[16];
        ContentHashing.Md5(content, md5);
        RequestChecksums.CheckMd5(request, md5);
        return writer.ETagOf(encryption, md5);
    }
}
