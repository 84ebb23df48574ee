using S3Replicator.LocalAws.Http;

namespace S3Replicator.LocalAws.S3.Objects;

/// <summary>Canned access control lists.</summary>
internal static class CannedAcls
{
    public const string Private = "private";
    private const string Header = "x-amz-acl";
    private const string BucketOwnerFullControl = "bucket-owner-full-control";

    /// <summary>The canned ACL of a write; where the bucket owner owns everything, only the one that says so is accepted.</summary>
    public static string From(S3Request request)
    {
        var acl = request.Header(Header);
        if (acl is null)
        {
            return Private;
        }

        if (!IsKnown(acl))
        {
            throw new AwsErrorException(S3Errors.InvalidArgument("", Header, acl));
        }

        return string.Equals(acl, BucketOwnerFullControl, StringComparison.Ordinal) || request.Bucket.Settings.HasAcls
            ? acl
            : throw new AwsErrorException(S3Errors.AclNotSupported);
    }

    public static bool IsKnown(string acl) => acl is
        Private or "public-read" or "public-read-write" or "authenticated-read" or "aws-exec-read" or "bucket-owner-read" or BucketOwnerFullControl;
}
