using System.Globalization;
using System.IO.Pipelines;
using System.Security.Cryptography;
using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.S3.Content;
using S3Replicator.LocalAws.Signing;

namespace S3Replicator.LocalAws.S3.Bodies;

/// <summary>Reads request bodies in every encoding and checks that they are what was signed.</summary>
internal static class BodyReader
{
    public static async ValueTask<ReceivedBody> ReadAsync(S3Request request, long maxLength)
    {
        var isStreaming = PayloadHash.IsStreaming(request.PayloadHash);
        var length = DeclaredLength(request, isStreaming);
        if (length > maxLength)
        {
            throw new AwsErrorException(S3Errors.EntityTooLarge(length));
        }

        var reader = request.Http.Request.BodyReader;
        var sink = new ContentSink(length);
        if (isStreaming)
        {
            using var signatures = request.Signing is { } signing && PayloadHash.IsSignedStreaming(request.PayloadHash)
                ? new ChunkSignatures(signing)
                : null;
            return await new ChunkedBodyReader(reader, sink, signatures, length)
                .ReadAsync(PayloadHash.HasTrailer(request.PayloadHash), request.Aborted);
        }

        await ReadPlainAsync(reader, sink, request.Aborted);
        var content = sink.ToContent();
        if (content.Length != length)
        {
            throw new AwsErrorException(S3Errors.IncompleteBody);
        }

        CheckHash(request, content);
        return new ReceivedBody(content, []);
    }

    private static async ValueTask ReadPlainAsync(PipeReader reader, ContentSink sink, CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            sink.Append(result.Buffer);
            reader.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
            {
                return;
            }
        }
    }

    private static long DeclaredLength(S3Request request, bool isStreaming)
    {
        if (request.Header(HeaderNames.DecodedContentLength) is { } decoded)
        {
            return long.TryParse(decoded, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                ? length
                : throw new AwsErrorException(S3Errors.InvalidArgument("Invalid decoded content length", HeaderNames.DecodedContentLength, decoded));
        }

        return isStreaming || request.Http.Request.ContentLength is not { } contentLength
            ? throw new AwsErrorException(S3Errors.MissingContentLength)
            : contentLength;
    }

    private static void CheckHash(S3Request request, ObjectContent content)
    {
        if (request.Signing is null || !PayloadHash.IsHash(request.PayloadHash))
        {
            return;
        }

        Span<byte> hash = stackalloc byte[32];
        if (content.TryGetMemory(out var memory))
        {
            SHA256.HashData(memory.Span, hash);
        }
        else
        {
            using var incremental = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            ContentHashing.Append(incremental, content);
            incremental.TryGetHashAndReset(hash, out _);
        }

        Span<byte> claimed = stackalloc byte[32];
        Convert.FromHexString(request.PayloadHash, claimed, out _, out _);
        if (!hash.SequenceEqual(claimed))
        {
            throw new AwsErrorException(SignatureErrors.ContentHashMismatch
                .With("ClientComputedContentSHA256", request.PayloadHash)
                .With("S3ComputedContentSHA256", Convert.ToHexStringLower(hash)));
        }
    }
}
