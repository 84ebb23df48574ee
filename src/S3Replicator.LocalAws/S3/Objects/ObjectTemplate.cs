using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.S3.Access;
using S3Replicator.LocalAws.S3.Acls;
using S3Replicator.LocalAws.S3.Encryption;
using S3Replicator.LocalAws.S3.Locking;
using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3.Objects;

/// <summary>What the headers of a write say of the object that it makes.</summary>
internal static class ObjectTemplate
{
    private const string AppendOffset = "x-amz-write-offset-bytes";

    /// <summary>Version id, time, content and checksum are set when it is written.</summary>
    public static ObjectVersion From(S3Request request)
    {
        RefuseUnsupported(request);
        return new ObjectVersion
        {
            Key = request.Key,
            VersionId = ObjectVersion.NullVersionId,
            LastModified = default,
            StorageClass = StorageClasses.From(request),
            Headers = ObjectHeaders.From(request.Http.Request.Headers),
            RedirectLocation = request.Header("x-amz-website-redirect-location"),
            Tags = Tags(request),
            Acl = ObjectOwnership.ListOf(request),
            Encryption = RequestedEncryption.From(request),
            Lock = LockHeaders.Read(request, request.Clock.GetUtcNow()),
        };
    }

    private static ObjectTagging Tags(S3Request request)
    {
        var tags = ObjectTagging.FromHeader(request.Header(HeaderNames.Tagging));
        if (tags.Count > 0)
        {
            request.Require(S3Actions.PutObjectTagging);
        }

        return tags;
    }

    private static void RefuseUnsupported(S3Request request)
    {
        if (request.Header(AppendOffset) is not null)
        {
            throw new AwsErrorException(S3Errors.NotImplemented(AppendOffset));
        }
    }
}
