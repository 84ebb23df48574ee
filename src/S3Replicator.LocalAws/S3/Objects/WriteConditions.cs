using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.S3.Access;
using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3.Objects;

/// <summary>What must hold of the key for a write to go ahead.</summary>
internal readonly record struct WriteConditions(string? IfMatch, string? IfNoneMatch)
{
    public static WriteConditions From(S3Request request)
    {
        var conditions = new WriteConditions(request.Header("If-Match"), request.Header("If-None-Match"));
        if (conditions.IfNoneMatch is not (null or "*"))
        {
            throw new AwsErrorException(S3Errors.NotImplemented("If-None-Match"));
        }

        if (string.Equals(conditions.IfMatch, "*", StringComparison.Ordinal) || conditions is { IfMatch: not null, IfNoneMatch: not null })
        {
            throw new AwsErrorException(S3Errors.NotImplemented("If-Match"));
        }

        if (conditions.IfMatch is not null)
        {
            request.Require(S3Actions.GetObject);
        }

        return conditions;
    }

    /// <summary>What a delete may ask: <c>If-Match</c>, with a star for any object.</summary>
    public static WriteConditions OfDelete(string? ifMatch) => new(ifMatch, null);

    /// <summary>The error of the first condition that does not hold; a delete marker counts as no object.</summary>
    public AwsError? Failure(string key, ObjectVersion? current)
    {
        if (IfNoneMatch is not null)
        {
            return current is { IsDeleteMarker: false } ? S3Errors.PreconditionFailed("If-None-Match") : null;
        }

        if (IfMatch is null)
        {
            return null;
        }

        return current is not { IsDeleteMarker: false }
            ? S3Errors.NoSuchKey(key)
            : ETags.Match(IfMatch, current.ETag) ? null : S3Errors.PreconditionFailed("If-Match");
    }
}
