using S3Replicator.LocalAws.Http;

namespace S3Replicator.LocalAws.S3.Locking;

/// <summary>What S3 says about Object Lock.</summary>
internal static class LockErrors
{
    public static AwsError Protected { get; } = S3Errors.AccessDenied with { Message = "Access Denied because object protected by object lock." };

    public static AwsError BucketWithout { get; } = S3Errors.InvalidRequest("Bucket is missing Object Lock Configuration");

    public static AwsError NoConfiguration { get; } =
        new(404, "ObjectLockConfigurationNotFoundError", "Object Lock configuration does not exist for this bucket");

    public static AwsError ObjectWithout { get; } =
        new(404, "NoSuchObjectLockConfiguration", "The specified object does not have a ObjectLock configuration");

    public static AwsError NeedsVersioning { get; } =
        new(409, "InvalidBucketState", "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration");

    public static AwsError KeepsVersioning { get; } = new(
        409,
        "InvalidBucketState",
        "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.");
}
