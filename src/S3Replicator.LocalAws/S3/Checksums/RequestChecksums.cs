using System.Buffers.Text;
using System.Text;
using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.S3.Bodies;
using S3Replicator.LocalAws.S3.Content;

namespace S3Replicator.LocalAws.S3.Checksums;

/// <summary>Checks what a request claims of its body.</summary>
internal static class RequestChecksums
{
    private const string SdkAlgorithm = "x-amz-sdk-checksum-algorithm";

    private static AwsError BadDigest { get; } =
        new(400, "BadDigest", "The Content-MD5 you specified did not match what we received.");

    private static AwsError InvalidDigest { get; } = new(400, "InvalidDigest", "The Content-MD5 you specified was invalid.");

    /// <summary>Compares the body's MD5 with the Content-MD5 header, if there is one.</summary>
    public static void CheckMd5(S3Request request, ReadOnlySpan<byte> md5)
    {
        if (request.Header("Content-MD5") is not { } header)
        {
            return;
        }

        Span<byte> claimed = stackalloc byte[16];
        if (header.Length != 24 || !Convert.TryFromBase64String(header, claimed, out var length) || length != claimed.Length)
        {
            throw new AwsErrorException(InvalidDigest.With("Content-MD5", header));
        }

        if (!claimed.SequenceEqual(md5))
        {
            throw new AwsErrorException(BadDigest.With("ExpectedDigest", header).With("CalculatedDigest", Convert.ToBase64String(md5)));
        }
    }

    /// <summary>The checksum that came with the body, in a header or behind it, proven right; null where none came.</summary>
    public static ObjectChecksum? Verified(S3Request request, ReceivedBody body)
    {
        var claimed = Claimed(request, body);
        if (claimed is null)
        {
            return request.Header(SdkAlgorithm) is null
                ? null
                : throw new AwsErrorException(S3Errors.InvalidRequest(
                    "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found."));
        }

        if (!IsWellFormed(claimed))
        {
            throw new AwsErrorException(S3Errors.InvalidRequest($"Value for {claimed.Algorithm.Header()} header is invalid."));
        }

        return string.Equals(claimed.Algorithm.Compute(body.Content), claimed.Value, StringComparison.Ordinal)
            ? claimed
            : throw new AwsErrorException(new AwsError(
                400, "BadDigest", $"The {claimed.Algorithm.Name()} you specified did not match the calculated checksum."));
    }

    /// <summary>The checksum in the headers, not compared with anything.</summary>
    public static ObjectChecksum? InHeaders(S3Request request) => Claimed(request, null);

    public static ObjectChecksum Of(ObjectContent content, ChecksumAlgorithm algorithm) => new(algorithm, algorithm.Compute(content), false);

    /// <summary>The algorithm that <c>x-amz-checksum-algorithm</c> asks for.</summary>
    public static ChecksumAlgorithm? Asked(S3Request request) => request.Header("x-amz-checksum-algorithm") switch
    {
        null => null,
        var name => ChecksumAlgorithms.Parse(name) ?? throw new AwsErrorException(S3Errors.InvalidRequest(
            "Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]")),
    };

    private static ObjectChecksum? Claimed(S3Request request, ReceivedBody? body)
    {
        ObjectChecksum? claimed = null;
        foreach (var algorithm in ChecksumAlgorithms.All)
        {
            var value = request.Header(algorithm.Header()) ?? body?.Trailer(algorithm.Header());
            if (value is null)
            {
                continue;
            }

            if (claimed is not null)
            {
                throw new AwsErrorException(S3Errors.InvalidRequest(
                    "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed."));
            }

            claimed = new ObjectChecksum(algorithm, value, IsComposite: false);
        }

        return claimed;
    }

    private static bool IsWellFormed(ObjectChecksum checksum) =>
        Base64.IsValid(Encoding.Latin1.GetBytes(checksum.Value), out var length) && length == checksum.Algorithm.Size();
}
