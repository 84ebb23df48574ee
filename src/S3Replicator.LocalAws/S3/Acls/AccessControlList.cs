using S3Replicator.LocalAws.S3.Objects;

namespace S3Replicator.LocalAws.S3.Acls;

/// <summary>Who owns an object or a bucket, and who else was granted what. It is kept and told, and decides nothing here.</summary>
/// <param name="OwnerId">The canonical user id of the owner.</param>
/// <param name="Grants">In the order in which they were given.</param>
internal sealed record AccessControlList(string OwnerId, AclGrant[] Grants)
{
    // The account that EC2 reads images with.
    private const string Ec2 = "6aa5a366c34c1cbe25dc49211496e913e0351eb0e8c37aa3477e40942ec6b97c";

    public bool IsPublic => Array.Exists(Grants, grant => grant.IsPublic);

    /// <summary>The owner's alone.</summary>
    public static AccessControlList Private(string ownerAccount) => Canned(CannedAcls.Private, OwnerIds.Of(ownerAccount), OwnerIds.Of(ownerAccount));

    /// <summary>What a canned ACL stands for.</summary>
    public static AccessControlList Canned(string name, string ownerId, string bucketOwnerId)
    {
        var owner = new AclGrant(false, ownerId, AclGrant.FullControl);
        var isShared = !string.Equals(ownerId, bucketOwnerId, StringComparison.Ordinal);
        return new AccessControlList(ownerId, name switch
        {
            "public-read" => [owner, new AclGrant(true, AclGrant.AllUsers, "READ")],
            "public-read-write" => [owner, new AclGrant(true, AclGrant.AllUsers, "READ"), new AclGrant(true, AclGrant.AllUsers, "WRITE")],
            "authenticated-read" => [owner, new AclGrant(true, AclGrant.AuthenticatedUsers, "READ")],
            "aws-exec-read" => [owner, new AclGrant(false, Ec2, "READ")],
            "log-delivery-write" => [owner, new AclGrant(true, AclGrant.LogDelivery, "WRITE"), new AclGrant(true, AclGrant.LogDelivery, "READ_ACP")],
            "bucket-owner-read" when isShared => [owner, new AclGrant(false, bucketOwnerId, "READ")],
            CannedAcls.BucketOwnerFullControl when isShared => [owner, new AclGrant(false, bucketOwnerId, AclGrant.FullControl)],
            _ => [owner],
        });
    }

    public bool Equals(AccessControlList? other) =>
        other is not null && string.Equals(OwnerId, other.OwnerId, StringComparison.Ordinal) && Grants.AsSpan().SequenceEqual(other.Grants);

    public override int GetHashCode() => HashCode.Combine(OwnerId, Grants.Length);
}
