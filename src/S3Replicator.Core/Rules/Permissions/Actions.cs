namespace S3Replicator.Core.Rules.Permissions;

/// <summary>What the requests that the worker sends need, by S3's own list of actions for its API operations.</summary>
internal static class Actions
{
    // HEAD of a key that is not there answers 404 only to who may list the bucket, and 403 to others; of locks it tells only with Object Lock.
    public static readonly string[] FindSource = ["s3:GetBucketObjectLockConfiguration", "s3:GetBucketVersioning", "s3:ListBucket"];

    // Copies in parts that were interrupted are found again, and aborted where nobody goes on with them.
    public static readonly string[] FindDestination = ["s3:GetBucketVersioning", "s3:ListBucket", "s3:ListBucketMultipartUploads"];

    public static readonly string[] FindVersions = ["s3:ListBucketVersions"];

    // CopyObject carries tags, which the caller must be allowed to read and to write; HEAD tells of locks only to who may read them.
    public static readonly string[] Read =
    [
        "s3:GetObject",
        "s3:GetObjectLegalHold",
        "s3:GetObjectRetention",
        "s3:GetObjectTagging",
        "s3:GetObjectVersion",
        "s3:GetObjectVersionTagging",
    ];

    public static readonly string[] ReadAcl = ["s3:GetObjectAcl", "s3:GetObjectVersionAcl"];

    public static readonly string[] Restore = ["s3:RestoreObject"];

    // If-Match on a write, and HEAD of what is there, need GetObject at the destination; a replica that others may lie on top of is read by its version.
    public static readonly string[] Write =
    [
        "s3:AbortMultipartUpload",
        "s3:GetObject",
        "s3:GetObjectVersion",
        "s3:ListMultipartUploadParts",
        "s3:PutObject",
        "s3:PutObjectLegalHold",
        "s3:PutObjectRetention",
        "s3:PutObjectTagging",
    ];

    public static readonly string[] WriteAcl = ["s3:PutObjectAcl"];

    public static readonly string[] SyncAcl = ["s3:GetObjectAcl", "s3:GetObjectVersionAcl", "s3:PutObjectAcl", "s3:PutObjectVersionAcl"];

    public static readonly string[] SyncTags =
    [
        "s3:GetObjectTagging",
        "s3:GetObjectVersionTagging",
        "s3:PutObjectVersionTagging",
    ];

    public static readonly string[] Delete = ["s3:DeleteObject"];

    public static readonly string[] DeleteVersions = ["s3:DeleteObjectVersion"];

    public static readonly string[] Decrypt = ["kms:Decrypt"];

    // S3 decrypts what it has written of an upload in parts.
    public static readonly string[] Encrypt = ["kms:Decrypt", "kms:GenerateDataKey"];
}
