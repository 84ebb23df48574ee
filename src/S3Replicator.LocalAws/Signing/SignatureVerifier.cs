using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.Identity;

namespace S3Replicator.LocalAws.Signing;

/// <summary>Checks signatures of version 4, in headers and in presigned queries.</summary>
internal sealed class SignatureVerifier(CredentialRegistry credentials, LocalClock clock)
{
    private static readonly TimeSpan AllowedSkew = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LongestPresign = TimeSpan.FromDays(7);
    private readonly SigningKeys _keys = new();

    public Authentication Verify(HttpRequest request, RequestTarget target, SignedScope scope, string payloadHash)
    {
        var credential = credentials.Find(scope.AccessKeyId);
        if (credential is null)
        {
            return Authentication.Failed(SignatureErrors.UnknownAccessKey(scope.AccessKeyId));
        }

        var timestamp = scope.IsPresigned ? target.Get("X-Amz-Date") : TimestampOf(request);
        var error = CheckToken(credential, scope.IsPresigned ? target.Get("X-Amz-Security-Token") : Header(request, HeaderNames.SecurityToken), clock.GetUtcNow())
                    ?? CheckTime(scope, target, timestamp);
        if (error is not null)
        {
            return Authentication.Failed(error);
        }

        return CheckSignature(request, target, scope, payloadHash, credential, timestamp!);
    }

    private Authentication CheckSignature(
        HttpRequest request, RequestTarget target, SignedScope scope, string payloadHash, Credential credential, string timestamp)
    {
        var key = _keys.For(credential.SecretAccessKey, scope);
        var buffer = ByteBuffer.Rent();
        try
        {
            CanonicalRequest.Write(buffer, request, target, scope, payloadHash);
            var canonicalLength = buffer.Written.Length;
            WriteStringToSign(buffer, scope, timestamp, canonicalLength);
            Span<byte> signature = stackalloc byte[32];
            HMACSHA256.HashData(key, buffer.Written[canonicalLength..], signature);
            if (Matches(signature, scope.Signature))
            {
                return new Authentication(credential.Principal, new SigningContext(key, timestamp, scope), null);
            }

            var canonical = Encoding.Latin1.GetString(buffer.Written[..canonicalLength]);
            var stringToSign = Encoding.Latin1.GetString(buffer.Written[canonicalLength..]);
            return Authentication.Failed(SignatureErrors.Mismatch(scope, stringToSign, canonical));
        }
        finally
        {
            ByteBuffer.Return(buffer);
        }
    }

    private static void WriteStringToSign(ByteBuffer buffer, SignedScope scope, string timestamp, int canonicalLength)
    {
        buffer.Append("AWS4-HMAC-SHA256\n"u8);
        buffer.AppendLatin1(timestamp);
        buffer.Append((byte)'\n');
        buffer.AppendLatin1(scope.Date);
        buffer.Append((byte)'/');
        buffer.AppendLatin1(scope.Region);
        buffer.Append((byte)'/');
        buffer.AppendLatin1(scope.Service);
        buffer.Append("/aws4_request\n"u8);
        buffer.AppendHexSha256OfPrefix(canonicalLength);
    }

    /// <summary>Compares in constant time.</summary>
    public static bool Matches(ReadOnlySpan<byte> computed, string hex)
    {
        Span<byte> given = stackalloc byte[32];
        return hex.Length == 64
               && Convert.FromHexString(hex, given, out _, out _) == System.Buffers.OperationStatus.Done
               && CryptographicOperations.FixedTimeEquals(computed, given);
    }

    private static AwsError? CheckToken(Credential credential, string? token, DateTimeOffset now)
    {
        if (credential.SessionToken is null)
        {
            return string.IsNullOrEmpty(token) ? null : SignatureErrors.InvalidToken;
        }

        if (token is null || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(credential.SessionToken)))
        {
            return SignatureErrors.InvalidToken;
        }

        return credential.Expiration <= now ? SignatureErrors.Expired : null;
    }

    /// <summary>A client may sign by any time that the clock has shown: it need not know that the clock was advanced.</summary>
    private AwsError? CheckTime(SignedScope scope, RequestTarget target, string? timestamp)
    {
        if (timestamp is null || !TryParse(timestamp, out var signedAt))
        {
            return scope.IsPresigned ? SignatureErrors.MalformedQuery : SignatureErrors.MissingDate;
        }

        if (!timestamp.AsSpan(0, 8).SequenceEqual(scope.Date))
        {
            return SignatureErrors.WrongDate(scope, timestamp);
        }

        var now = clock.GetUtcNow();
        var unadvanced = now - clock.Offset;
        if (scope.IsPresigned)
        {
            return CheckExpiry(target.Get("X-Amz-Expires"), signedAt, unadvanced, now);
        }

        return signedAt < unadvanced - AllowedSkew || signedAt > now + AllowedSkew ? SignatureErrors.TooSkewed(timestamp, now) : null;
    }

    private static AwsError? CheckExpiry(string? expires, DateTimeOffset signedAt, DateTimeOffset unadvanced, DateTimeOffset now)
    {
        if (!int.TryParse(expires, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > LongestPresign.TotalSeconds)
        {
            return SignatureErrors.InvalidExpires;
        }

        var end = signedAt.AddSeconds(seconds);
        if (signedAt - now > AllowedSkew)
        {
            return new AwsError(403, "AccessDenied", "Request is not valid yet");
        }

        return unadvanced > end
            ? SignatureErrors.RequestExpired(end.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), now)
            : null;
    }

    private static string? TimestampOf(HttpRequest request)
    {
        var timestamp = Header(request, HeaderNames.AmzDate);
        if (timestamp is not null)
        {
            return timestamp;
        }

        var date = request.Headers.Date;
        return DateTimeOffset.TryParseExact(date, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed)
            ? parsed.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)
            : null;
    }

    private static bool TryParse(string timestamp, out DateTimeOffset time) => DateTimeOffset.TryParseExact(
        timestamp,
        "yyyyMMdd'T'HHmmss'Z'",
        CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
        out time);

    private static string? Header(HttpRequest request, string name) =>
        request.Headers.TryGetValue(name, out var value) ? value.ToString() : null;
}
