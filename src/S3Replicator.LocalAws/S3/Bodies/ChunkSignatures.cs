using System.Security.Cryptography;
using System.Text;
using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.Signing;

namespace S3Replicator.LocalAws.S3.Bodies;

/// <summary>The chain of signatures over the chunks of a body.</summary>
internal sealed class ChunkSignatures(SigningContext context) : IDisposable
{
    private static readonly string EmptyHash = Convert.ToHexStringLower(SHA256.HashData([]));
    private readonly IncrementalHash _chunk = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private string _previous = context.Scope.Signature;

    public void Append(ReadOnlySpan<byte> data) => _chunk.AppendData(data);

    public void EndChunk(string? signature) =>
        Check("AWS4-HMAC-SHA256-PAYLOAD", EmptyHash + "\n" + Convert.ToHexStringLower(_chunk.GetHashAndReset()), signature);

    /// <param name="trailers">The trailing headers as signed, each ended by a line feed.</param>
    /// <param name="signature">What <c>x-amz-trailer-signature</c> said.</param>
    public void EndTrailers(string trailers, string? signature) => Check(
        "AWS4-HMAC-SHA256-TRAILER", Convert.ToHexStringLower(SHA256.HashData(Encoding.Latin1.GetBytes(trailers))), signature);

    public void Dispose() => _chunk.Dispose();

    private void Check(string algorithm, string hashes, string? signature)
    {
        var stringToSign = $"{algorithm}\n{context.Timestamp}\n{context.Scope.CredentialScope}\n{_previous}\n{hashes}";
        Span<byte> computed = stackalloc byte[32];
        HMACSHA256.HashData(context.Key, Encoding.Latin1.GetBytes(stringToSign), computed);
        if (signature is null || !SignatureVerifier.Matches(computed, signature))
        {
            throw new AwsErrorException(new AwsError(
                    403,
                    "SignatureDoesNotMatch",
                    "The request signature we calculated does not match the signature you provided. Check your key and signing method.")
                .With("StringToSign", stringToSign)
                .With("SignatureProvided", signature ?? ""));
        }

        _previous = signature;
    }
}
