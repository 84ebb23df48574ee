using System.Globalization;
using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3.Objects;

/// <summary>What must hold of a version for it to be read or copied.</summary>
internal readonly record struct ReadConditions(string? IfMatch, string? IfNoneMatch, string? IfModifiedSince, string? IfUnmodifiedSince)
{
    internal enum Result
    {
        Met,
        NotModified,
        Failed,
    }

    public static ReadConditions From(S3Request request) => new(
        request.Header("If-Match"),
        request.Header("If-None-Match"),
        request.Header("If-Modified-Since"),
        request.Header("If-Unmodified-Since"));

    public static ReadConditions OfCopySource(S3Request request) => new(
        request.Header("x-amz-copy-source-if-match"),
        request.Header("x-amz-copy-source-if-none-match"),
        request.Header("x-amz-copy-source-if-modified-since"),
        request.Header("x-amz-copy-source-if-unmodified-since"));

    /// <summary>Entity tags go before times, as S3 and RFC 9110 have it. The condition that failed is named without a prefix.</summary>
    public Result Check(ObjectVersion version, out string condition)
    {
        condition = "";
        if (IfMatch is not null)
        {
            if (!ETags.Match(IfMatch, version.ETag))
            {
                condition = "If-Match";
                return Result.Failed;
            }
        }
        else if (TryParse(IfUnmodifiedSince, out var unmodifiedSince) && Seconds(version.LastModified) > unmodifiedSince)
        {
            condition = "If-Unmodified-Since";
            return Result.Failed;
        }

        if (IfNoneMatch is not null)
        {
            condition = "If-None-Match";
            return ETags.Match(IfNoneMatch, version.ETag) ? Result.NotModified : Result.Met;
        }

        condition = "If-Modified-Since";
        return TryParse(IfModifiedSince, out var modifiedSince) && Seconds(version.LastModified) <= modifiedSince
            ? Result.NotModified
            : Result.Met;
    }

    private static DateTimeOffset Seconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());

    private static bool TryParse(string? text, out DateTimeOffset time) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
}
