using System.Globalization;
using S3Replicator.LocalAws.Http;

namespace S3Replicator.LocalAws.Signing;

/// <summary>The errors of authentication, in S3's words.</summary>
internal static class SignatureErrors
{
    public static AwsError AccessDenied { get; } = new(403, "AccessDenied", "Access Denied");

    public static AwsError Expired { get; } = new(400, "ExpiredToken", "The provided token has expired.");

    public static AwsError InvalidToken { get; } =
        new(400, "InvalidToken", "The provided token is malformed or otherwise invalid.");

    public static AwsError MissingContentHash { get; } =
        new(400, "InvalidRequest", "Missing required header for this request: x-amz-content-sha256");

    public static AwsError MissingDate { get; } =
        new(403, "AccessDenied", "AWS authentication requires a valid Date or x-amz-date header");

    public static AwsError UnsupportedAuthorization { get; } =
        new(400, "InvalidArgument", "Unsupported Authorization Type");

    public static AwsError MalformedHeader { get; } = new(
        400,
        "AuthorizationHeaderMalformed",
        "The authorization header is malformed; the authorization header requires three components: Credential, SignedHeaders, and Signature.");

    public static AwsError MalformedQuery { get; } = new(
        400,
        "AuthorizationQueryParametersError",
        "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.");

    public static AwsError InvalidExpires { get; } = new(
        400, "AuthorizationQueryParametersError", "X-Amz-Expires must be a number between 0 and 604800 seconds");

    public static AwsError ContentHashMismatch { get; } = new(
        400, "XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed.");

    public static AwsError InvalidContentHash { get; } = new(
        400,
        "InvalidArgument",
        "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER or a valid sha256 value.");

    public static AwsError UnknownAccessKey(string accessKeyId) =>
        new AwsError(403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.")
            .With("AWSAccessKeyId", accessKeyId);

    public static AwsError WrongDate(SignedScope scope, string date) => new(
        400,
        scope.IsPresigned ? "AuthorizationQueryParametersError" : "AuthorizationHeaderMalformed",
        $"Invalid credential date \"{scope.Date}\". This date is not the same as X-Amz-Date: \"{date}\".");

    public static AwsError RequestExpired(string expires, DateTimeOffset now) =>
        new AwsError(403, "AccessDenied", "Request has expired")
            .With("Expires", expires)
            .With("ServerTime", Iso(now));

    public static AwsError TooSkewed(string requestTime, DateTimeOffset now) =>
        new AwsError(403, "RequestTimeTooSkewed", "The difference between the request time and the current time is too large.")
            .With("RequestTime", requestTime)
            .With("ServerTime", Iso(now))
            .With("MaxAllowedSkewMilliseconds", "900000");

    public static AwsError Mismatch(SignedScope scope, string stringToSign, string canonicalRequest) => new AwsError(
            403,
            "SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided. Check your key and signing method.")
        .With("AWSAccessKeyId", scope.AccessKeyId)
        .With("StringToSign", stringToSign)
        .With("SignatureProvided", scope.Signature)
        .With("CanonicalRequest", canonicalRequest);

    private static string Iso(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A signature for another region than the one whose host it was sent to.</summary>
    public static AwsError WrongRegion(string region, string expected) => new AwsError(
            400,
            "AuthorizationHeaderMalformed",
            $"The authorization header is malformed; the region '{region}' is wrong; expecting '{expected}'")
        .With("Region", expected)
        .WithHeader(HeaderNames.BucketRegion, expected);
}
