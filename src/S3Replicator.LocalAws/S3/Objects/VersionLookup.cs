using System.Buffers;
using System.Globalization;
using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.S3.Access;
using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3.Objects;

/// <summary>Finds the version that a request means.</summary>
internal static class VersionLookup
{
    private static readonly SearchValues<char> IdCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>The version to read, or the error of its absence; delete markers are told apart as S3 does.</summary>
    public static AwsError? Find(S3Request request, out ObjectVersion version)
    {
        var versionId = request.VersionId;
        version = (versionId is null ? request.Bucket.Current(request.Key) : request.Bucket.Find(request.Key, versionId))!;
        if (version is null)
        {
            return versionId is null ? MissingKey(request, request.Bucket, request.Key) : Missing(request, versionId);
        }

        if (!version.IsDeleteMarker)
        {
            return null;
        }

        var error = versionId is null
            ? MissingKey(request, request.Bucket, request.Key)
            : S3Errors.MethodNotAllowed(request.Method, "DeleteMarker")
                .WithHeader("Allow", "DELETE")
                .WithHeader("Last-Modified", version.LastModified.ToString("r", CultureInfo.InvariantCulture));
        return error.WithHeader(HeaderNames.DeleteMarker, "true").WithHeader(HeaderNames.VersionId, version.VersionId);
    }

    public static ObjectVersion Get(S3Request request) =>
        Find(request, out var version) is { } error ? throw new AwsErrorException(error) : version;

    /// <summary>Who may not list a bucket is not told what is missing in it.</summary>
    public static AwsError MissingKey(S3Request request, Bucket bucket, string key) =>
        request.Access.Refusal(request, S3Actions.ListBucket, bucket, null) is null ? S3Errors.NoSuchKey(key) : S3Errors.AccessDenied;

    public static AwsError Missing(S3Request request, string versionId) => IsWellFormed(versionId)
        ? S3Errors.NoSuchVersion(request.Key, versionId)
        : S3Errors.InvalidArgument("Invalid version id specified", "versionId", versionId);

    /// <summary>S3 tells ids that it could have given from those that it could not.</summary>
    public static bool IsWellFormed(string versionId) =>
        versionId is ObjectVersion.NullVersionId
        || (versionId.Length == 32 && !versionId.AsSpan().ContainsAnyExcept(IdCharacters));
}
