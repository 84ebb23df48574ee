using System.Text;
using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.S3.Access;
using S3Replicator.LocalAws.S3.Encryption;
using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3.Objects;

/// <summary>What <c>x-amz-copy-source</c> names.</summary>
internal sealed record CopySource(string Bucket, string Key, string? VersionId)
{
    private const string VersionMark = "?versionId=";

    public static CopySource Parse(string header)
    {
        // Header text holds bytes as Latin-1; keys are UTF-8.
        var text = Ascii.IsValid(header) ? header : Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(header));
        string? versionId = null;
        var mark = text.LastIndexOf(VersionMark, StringComparison.Ordinal);
        if (mark >= 0)
        {
            versionId = text[(mark + VersionMark.Length)..];
            text = text[..mark];
        }

        if (!UriText.TryDecode(text, plusIsSpace: false, out var decoded))
        {
            throw Invalid(header);
        }

        var path = decoded.StartsWith('/') ? decoded[1..] : decoded;
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return slash <= 0 || slash == path.Length - 1 || versionId is "" ? throw Invalid(header) : new CopySource(path[..slash], path[(slash + 1)..], versionId);
    }

    /// <summary>The version to copy from, after S3's checks of the source.</summary>
    public ObjectVersion Resolve(S3Store store, S3Request request, out Bucket bucket)
    {
        bucket = store.Get(Bucket);
        if (request.Header("x-amz-source-expected-bucket-owner") is { } owner && !string.Equals(owner, bucket.OwnerAccount, StringComparison.Ordinal))
        {
            throw new AwsErrorException(S3Errors.AccessDenied);
        }

        request.Access.Require(request, VersionId is null ? S3Actions.GetObject : S3Actions.GetObjectVersion, bucket, Key);
        var version = VersionId is null ? bucket.Current(Key) : bucket.Find(Key, VersionId);
        if (version is null)
        {
            throw new AwsErrorException(VersionId is null
                ? VersionLookup.MissingKey(request, bucket, Key)
                : VersionLookup.IsWellFormed(VersionId)
                    ? S3Errors.NoSuchVersion(Key, VersionId)
                    : S3Errors.InvalidArgument("Invalid version id specified", "x-amz-copy-source", VersionId));
        }

        if (version.IsDeleteMarker)
        {
            throw new AwsErrorException(VersionId is null ? S3Errors.NoSuchKey(Key) : S3Errors.CopySourceIsDeleteMarker);
        }

        if (ReadConditions.OfCopySource(request).Check(version, out var condition) != ReadConditions.Result.Met)
        {
            throw new AwsErrorException(S3Errors.PreconditionFailed("x-amz-copy-source-" + condition));
        }

        if (version.IsArchived(request.Clock.GetUtcNow()))
        {
            throw new AwsErrorException(S3Errors.Archived(version) with { Message = "Operation is not valid for the source object's storage class" });
        }

        Decryption.Require(request, bucket, version, CustomerKey.SourcePrefix, decrypts: true);
        return version;
    }

    private static AwsErrorException Invalid(string header) => new(S3Errors.InvalidArgument(
        "Copy Source must mention the source bucket and key: sourcebucket/sourcekey", HeaderNames.CopySource, header));
}
