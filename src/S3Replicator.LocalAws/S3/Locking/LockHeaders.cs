using System.Globalization;
using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.S3.Access;
using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3.Locking;

/// <summary>Object Lock in the headers of writes and of answers.</summary>
internal static class LockHeaders
{
    private const string Mode = "x-amz-object-lock-mode";
    private const string Until = "x-amz-object-lock-retain-until-date";
    private const string Hold = "x-amz-object-lock-legal-hold";
    private const string Bypass = "x-amz-bypass-governance-retention";

    private static AwsError MissingConfiguration { get; } = S3Errors.InvalidRequest("Bucket is missing ObjectLockConfiguration");

    /// <summary>The lock that a write asks for, or the bucket's default.</summary>
    /// <exception cref="AwsErrorException">The bucket has no Object Lock, or the headers make no sense.</exception>
    public static ObjectLock Read(S3Request request, DateTimeOffset now)
    {
        var mode = request.Header(Mode);
        var until = request.Header(Until);
        var hold = request.Header(Hold);
        var configuration = request.Bucket.Settings.Lock;
        if (mode is null && until is null && hold is null)
        {
            return configuration?.At(now) ?? ObjectLock.None;
        }

        if (configuration is null)
        {
            throw new AwsErrorException(MissingConfiguration);
        }

        if (mode is null != until is null)
        {
            throw Invalid("x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied", mode is null ? Mode : Until, "null");
        }

        var legalHold = ReadHold(request, hold);
        if (mode is null)
        {
            return configuration.At(now) with { LegalHold = legalHold };
        }

        request.Require(S3Actions.PutObjectRetention);
        return ObjectLock.IsMode(mode)
            ? new ObjectLock(mode, ReadUntil(until!, now), legalHold)
            : throw Invalid("Unknown wormMode directive.", Mode, mode);
    }

    /// <summary>Writes the lock, as far as the caller may see it.</summary>
    public static void Write(S3Request request, ObjectVersion version)
    {
        var held = version.Lock;
        if (held.HasRetention && request.Access.Refusal(request, "s3:GetObjectRetention", request.Bucket, version.Key) is null)
        {
            request.ResponseHeaders[Mode] = held.Mode;
            request.ResponseHeaders[Until] = Format(held.RetainUntil!.Value);
        }

        if (held.LegalHold is { } legalHold && request.Access.Refusal(request, "s3:GetObjectLegalHold", request.Bucket, version.Key) is null)
        {
            request.ResponseHeaders[Hold] = legalHold ? "ON" : "OFF";
        }
    }

    /// <summary>Whether the request means to bypass governance.</summary>
    public static bool AsksToBypass(S3Request request) => string.Equals(request.Header(Bypass), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Why the caller may not bypass governance; null where it may.</summary>
    public static AwsError? BypassRefusal(S3Request request, string key) =>
        request.Access.Refusal(request, "s3:BypassGovernanceRetention", request.Bucket, key);

    /// <exception cref="AwsErrorException">It is no time in the future.</exception>
    public static DateTimeOffset ReadUntil(string text, DateTimeOffset now)
    {
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var until))
        {
            throw Invalid("The retain until date must be provided in ISO 8601 format", Until, text);
        }

        return until > now ? until : throw Invalid("The retain until date must be in the future!", Until, text);
    }

    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static bool? ReadHold(S3Request request, string? hold)
    {
        if (hold is not null)
        {
            request.Require(S3Actions.PutObjectLegalHold);
        }

        return hold switch
        {
            null => null,
            "ON" => true,
            "OFF" => false,
            _ => throw Invalid("Legal Hold must be either of 'ON' or 'OFF'", Hold, hold),
        };
    }

    private static AwsErrorException Invalid(string message, string name, string value) => new(S3Errors.InvalidArgument(message, name, value));
}
