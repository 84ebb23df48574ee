using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.S3.Access;

namespace S3Replicator.LocalAws.S3.Objects;

/// <summary>Canned access control lists.</summary>
internal static class CannedAcls
{
    public const string Private = "private";
    private const string Header = "x-amz-acl";
    private const string BucketOwnerFullControl = "bucket-owner-full-control";

    /// <summary>
    /// The canned ACL of a write. Where the bucket owner owns everything, only what says so is accepted:
    /// bucket-owner-full-control, and private from the bucket owner's own account, which comes to the same.
    /// </summary>
    public static string From(S3Request request)
    {
        var acl = request.Header(Header);
        if (acl is null)
        {
            return Private;
        }

        request.Require(S3Actions.PutObjectAcl);
        if (!IsKnown(acl))
        {
            throw new AwsErrorException(S3Errors.InvalidArgument("", Header, acl));
        }

        return request.Bucket.Settings.HasAcls || LeavesAllToTheBucketOwner(request, acl)
            ? acl
            : throw new AwsErrorException(S3Errors.AclNotSupported);
    }

    private static bool LeavesAllToTheBucketOwner(S3Request request, string acl) => acl switch
    {
        BucketOwnerFullControl => true,
        Private => string.Equals(request.Principal.AccountId, request.Bucket.OwnerAccount, StringComparison.Ordinal),
        _ => false,
    };

    public static bool IsKnown(string acl) => acl is
        Private or "public-read" or "public-read-write" or "authenticated-read" or "aws-exec-read" or "bucket-owner-read" or BucketOwnerFullControl;
}
