using System.Buffers;

namespace S3Replicator.LocalAws.S3.Bodies;

/// <summary>The values of <c>x-amz-content-sha256</c> that are no hash.</summary>
internal static class PayloadHash
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    public const string Unsigned = "UNSIGNED-PAYLOAD";
    public const string Streaming = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
    public const string StreamingTrailer = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";
    public const string StreamingUnsignedTrailer = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";

    public static bool IsStreaming(string value) => value is Streaming or StreamingTrailer or StreamingUnsignedTrailer;

    public static bool IsSignedStreaming(string value) => value is Streaming or StreamingTrailer;

    public static bool HasTrailer(string value) => value is StreamingTrailer or StreamingUnsignedTrailer;

    public static bool IsHash(string value) => value.Length == 64 && !value.AsSpan().ContainsAnyExcept(HexDigits);

    public static bool IsKnown(string value) => value is Unsigned || IsStreaming(value) || IsHash(value);
}
