using S3Replicator.LocalAws.S3.Access;
using S3Replicator.LocalAws.S3.Objects;

namespace S3Replicator.LocalAws.S3.Acls;

/// <summary>Who owns what is written to a bucket: by its ownership controls, the bucket's owner or the writer.</summary>
internal static class ObjectOwnership
{
    private const string Preferred = "BucketOwnerPreferred";

    /// <summary>The list of a new object.</summary>
    public static AccessControlList ListOf(S3Request request)
    {
        var bucketOwner = OwnerIds.Of(request.Bucket.OwnerAccount);
        var writer = request.Bucket.Settings.HasAcls ? OwnerIds.Of(request.Principal.AccountId) : bucketOwner;
        if (RequestedAcl.FromHeaders(request, writer, isBucket: false) is not { } list)
        {
            return AccessControlList.Canned(CannedAcls.Private, writer, bucketOwner);
        }

        request.Require(S3Actions.PutObjectAcl);
        var isGivenUp = request.Bucket.Settings.Ownership is Preferred
            && Array.Exists(list.Grants, grant => !grant.IsGroup && grant.Permission is AclGrant.FullControl && string.Equals(grant.Grantee, bucketOwner, StringComparison.Ordinal));
        return isGivenUp ? list with { OwnerId = bucketOwner } : list;
    }
}
