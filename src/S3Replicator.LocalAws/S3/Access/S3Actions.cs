namespace S3Replicator.LocalAws.S3.Access;

/// <summary>The IAM actions of operations, where they are not called after the operation.</summary>
internal static class S3Actions
{
    public const string GetObject = "s3:GetObject";
    public const string GetObjectVersion = "s3:GetObjectVersion";
    public const string GetObjectTagging = "s3:GetObjectTagging";
    public const string GetObjectVersionTagging = "s3:GetObjectVersionTagging";
    public const string PutObject = "s3:PutObject";
    public const string PutObjectTagging = "s3:PutObjectTagging";
    public const string PutObjectAcl = "s3:PutObjectAcl";
    public const string PutObjectRetention = "s3:PutObjectRetention";
    public const string PutObjectLegalHold = "s3:PutObjectLegalHold";
    public const string DeleteObject = "s3:DeleteObject";
    public const string DeleteObjectVersion = "s3:DeleteObjectVersion";
    public const string ListBucket = "s3:ListBucket";

    /// <summary>The action of an operation; that on a version has another name than that on the current object.</summary>
    public static string Of(string operation, bool namesVersion) => operation switch
    {
        "ListBuckets" => "s3:ListAllMyBuckets",
        "ListObjects" or "ListObjectsV2" or "HeadBucket" => ListBucket,
        "ListObjectVersions" => "s3:ListBucketVersions",
        "ListMultipartUploads" => "s3:ListBucketMultipartUploads",
        "ListParts" => "s3:ListMultipartUploadParts",
        "GetObject" or "HeadObject" => namesVersion ? GetObjectVersion : GetObject,
        "PutObject" or "CopyObject" or "CreateMultipartUpload" or "UploadPart" or "UploadPartCopy" or "CompleteMultipartUpload" => PutObject,
        "DeleteObject" => namesVersion ? DeleteObjectVersion : DeleteObject,
        "GetObjectTagging" => namesVersion ? GetObjectVersionTagging : GetObjectTagging,
        "PutObjectTagging" => namesVersion ? "s3:PutObjectVersionTagging" : PutObjectTagging,
        "DeleteObjectTagging" => namesVersion ? "s3:DeleteObjectVersionTagging" : "s3:DeleteObjectTagging",
        "GetObjectAcl" => namesVersion ? "s3:GetObjectVersionAcl" : "s3:GetObjectAcl",
        "PutObjectAcl" => namesVersion ? "s3:PutObjectVersionAcl" : PutObjectAcl,
        "GetBucketNotificationConfiguration" => "s3:GetBucketNotification",
        "PutBucketNotificationConfiguration" => "s3:PutBucketNotification",
        "GetBucketReplication" => "s3:GetReplicationConfiguration",
        "PutBucketReplication" or "DeleteBucketReplication" => "s3:PutReplicationConfiguration",
        "GetObjectAttributes" => namesVersion ? "s3:GetObjectVersionAttributes" : "s3:GetObjectAttributes",
        "GetObjectLockConfiguration" => "s3:GetBucketObjectLockConfiguration",
        "PutObjectLockConfiguration" => "s3:PutBucketObjectLockConfiguration",
        "GetPublicAccessBlock" => "s3:GetBucketPublicAccessBlock",
        "PutPublicAccessBlock" or "DeletePublicAccessBlock" => "s3:PutBucketPublicAccessBlock",
        "GetBucketLifecycleConfiguration" => "s3:GetLifecycleConfiguration",
        "PutBucketLifecycleConfiguration" or "DeleteBucketLifecycle" => "s3:PutLifecycleConfiguration",
        "DeleteBucketTagging" => "s3:PutBucketTagging",
        "DeleteBucketOwnershipControls" => "s3:PutBucketOwnershipControls",
        "GetBucketEncryption" => "s3:GetEncryptionConfiguration",
        "PutBucketEncryption" or "DeleteBucketEncryption" => "s3:PutEncryptionConfiguration",
        _ => "s3:" + operation,
    };
}
