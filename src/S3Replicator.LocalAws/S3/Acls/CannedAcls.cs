namespace S3Replicator.LocalAws.S3.Acls;

/// <summary>Names of canned access control lists.</summary>
internal static class CannedAcls
{
    public const string Private = "private";
    public const string BucketOwnerFullControl = "bucket-owner-full-control";

    public static bool IsKnown(string acl, bool isBucket) => acl is
        Private or "public-read" or "public-read-write" or "authenticated-read"
        || (isBucket ? acl is "log-delivery-write" : acl is "aws-exec-read" or "bucket-owner-read" or BucketOwnerFullControl);
}
