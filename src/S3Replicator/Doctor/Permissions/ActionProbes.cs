using System.Collections.Frozen;
using Amazon.S3;
using Amazon.S3.Model;

namespace S3Replicator.Doctor.Permissions;

/// <summary>How each action is tried without doing anything.</summary>
/// <remarks>
/// S3 decides on permission before it looks for what a request is about. So a request about a key, a version or an upload
/// that is not there is answered with 404 where it is allowed and with 403 where it is not; but with 403 also for a key,
/// to who may not list the bucket (S3 API Reference, GetObject).
/// </remarks>
internal static class ActionProbes
{
    /// <summary>What S3 calls the version of an object that was written without versioning: an id that is always well-formed.</summary>
    private const string NullVersion = "null";

    /// <summary>The id of no upload.</summary>
    private const string NoUpload = "s3replicator-doctor";

    private const string List = "s3:ListBucket";
    private const string ListVersions = "s3:ListBucketVersions";
    private const string Get = "s3:GetObject";

    /// <summary>The probes by action.</summary>
    public static FrozenDictionary<string, ActionProbe> All { get; } = new Dictionary<string, ActionProbe>(StringComparer.Ordinal)
    {
        [List] = OfBucket((s3, bucket, token) => s3.ListObjectsV2Async(new() { BucketName = bucket, MaxKeys = 1 }, token)),
        [ListVersions] = OfBucket((s3, bucket, token) => s3.ListVersionsAsync(new ListVersionsRequest { BucketName = bucket, MaxKeys = 1 }, token)),
        ["s3:ListBucketMultipartUploads"] = OfBucket((s3, bucket, token) =>
            s3.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = bucket, MaxUploads = 1 }, token)),
        ["s3:GetBucketVersioning"] = OfBucket((s3, bucket, token) =>
            s3.GetBucketVersioningAsync(new GetBucketVersioningRequest { BucketName = bucket }, token)),
        ["s3:GetBucketObjectLockConfiguration"] = OfBucket((s3, bucket, token) =>
            s3.GetObjectLockConfigurationAsync(new() { BucketName = bucket }, token)),

        [Get] = OfKey((s3, key, _, token) => ReadAsync(s3, key, version: null, token)),
        ["s3:GetObjectVersion"] = OfVersion((s3, key, version, token) => ReadAsync(s3, key, version, token)),
        ["s3:GetObjectTagging"] = OfKey(GetTagsAsync),
        ["s3:GetObjectVersionTagging"] = OfVersion(GetTagsAsync),
        ["s3:GetObjectAcl"] = OfKey(GetAclAsync),
        ["s3:GetObjectVersionAcl"] = OfVersion(GetAclAsync),
        ["s3:GetObjectRetention"] = OfLock((s3, key, token) => s3.GetObjectRetentionAsync(new() { BucketName = key.Bucket, Key = key.Key }, token)),
        ["s3:GetObjectLegalHold"] = OfLock((s3, key, token) => s3.GetObjectLegalHoldAsync(new() { BucketName = key.Bucket, Key = key.Key }, token)),
        ["s3:RestoreObject"] = OfKey((s3, key, _, token) => s3.RestoreObjectAsync(new() { BucketName = key.Bucket, Key = key.Key, Days = 1 }, token)),

        // A part of no upload: unlike a write under a condition it writes nothing even where conditions are unknown.
        ["s3:PutObject"] = OfUpload(PutPartAsync),
        ["s3:AbortMultipartUpload"] = OfUpload((s3, key, token) =>
            s3.AbortMultipartUploadAsync(new() { BucketName = key.Bucket, Key = key.Key, UploadId = NoUpload }, token)),
        ["s3:ListMultipartUploadParts"] = OfUpload((s3, key, token) =>
            s3.ListPartsAsync(new() { BucketName = key.Bucket, Key = key.Key, UploadId = NoUpload }, token)),
        ["s3:PutObjectTagging"] = OfKey(PutTagsAsync),
        ["s3:PutObjectVersionTagging"] = OfVersion(PutTagsAsync),
        ["s3:DeleteObjectTagging"] = OfKey(DeleteTagsAsync),
        ["s3:DeleteObjectVersionTagging"] = OfVersion(DeleteTagsAsync),
        ["s3:PutObjectAcl"] = OfKey(PutAclAsync),
        ["s3:PutObjectVersionAcl"] = OfVersion(PutAclAsync),
        ["s3:PutObjectRetention"] = OfLock((s3, key, token) => s3.PutObjectRetentionAsync(
            new() { BucketName = key.Bucket, Key = key.Key, Retention = new() { Mode = ObjectLockRetentionMode.Governance, RetainUntilDate = Tomorrow } }, token)),
        ["s3:PutObjectLegalHold"] = OfLock((s3, key, token) => s3.PutObjectLegalHoldAsync(
            new() { BucketName = key.Bucket, Key = key.Key, LegalHold = new() { Status = ObjectLockLegalHoldStatus.Off } }, token)),

        // Only an object of that ETag would be hidden, and there is none; S3 looks at the ETag for who may read the object.
        ["s3:DeleteObject"] = OfKey((s3, key, _, token) => DeleteAsync(s3, key, token)) with { Needs = [List, Get] },
        ["s3:DeleteObjectVersion"] = OfVersion((s3, key, version, token) => s3.DeleteObjectAsync(
            new() { BucketName = key.Bucket, Key = key.Key, VersionId = version }, token)),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static DateTime Tomorrow => TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(1);

    private static ActionProbe OfBucket(Func<IAmazonS3, string, CancellationToken, Task> ask) => new((s3, key, token) => ask(s3, key.Bucket, token));

    private static ActionProbe OfKey(Func<IAmazonS3, ProbeKey, string?, CancellationToken, Task> ask) =>
        new((s3, key, token) => ask(s3, key, arg3: null, token)) { Needs = [List] };

    private static ActionProbe OfVersion(Func<IAmazonS3, ProbeKey, string?, CancellationToken, Task> ask) =>
        new((s3, key, token) => ask(s3, key, NullVersion, token)) { Needs = [List, ListVersions] };

    private static ActionProbe OfUpload(Func<IAmazonS3, ProbeKey, CancellationToken, Task> ask) => new(ask);

    private static ActionProbe OfLock(Func<IAmazonS3, ProbeKey, CancellationToken, Task> ask) => new(ask) { Needs = [List], IsForLocks = true };

    private static async Task ReadAsync(IAmazonS3 s3, ProbeKey key, string? version, CancellationToken cancellationToken)
    {
        // Not HEAD, whose refusal has no body and so does not tell what is missing.
        using var response = await s3.GetObjectAsync(
            new GetObjectRequest { BucketName = key.Bucket, Key = key.Key, VersionId = version, ByteRange = new ByteRange(0, 0) }, cancellationToken);
    }

    private static async Task PutPartAsync(IAmazonS3 s3, ProbeKey key, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream([0]);
        await s3.UploadPartAsync(
            new() { BucketName = key.Bucket, Key = key.Key, UploadId = NoUpload, PartNumber = 1, InputStream = body }, cancellationToken);
    }

    private static async Task DeleteAsync(IAmazonS3 s3, ProbeKey key, CancellationToken cancellationToken)
    {
        var deleted = await s3.DeleteObjectAsync(
            new() { BucketName = key.Bucket, Key = key.Key, IfMatch = "\"00000000000000000000000000000000\"" }, cancellationToken);

        // Where an endpoint knows no conditions, a marker is now on a key that nobody has.
        if (deleted.VersionId is { } marker)
        {
            await Answer.OfAsync(() => s3.DeleteObjectAsync(key.Bucket, key.Key, marker, cancellationToken), cancellationToken);
        }
    }

    private static Task GetTagsAsync(IAmazonS3 s3, ProbeKey key, string? version, CancellationToken cancellationToken) =>
        s3.GetObjectTaggingAsync(new() { BucketName = key.Bucket, Key = key.Key, VersionId = version }, cancellationToken);

    private static Task PutTagsAsync(IAmazonS3 s3, ProbeKey key, string? version, CancellationToken cancellationToken) => s3.PutObjectTaggingAsync(
        new() { BucketName = key.Bucket, Key = key.Key, VersionId = version, Tagging = new() { TagSet = [new() { Key = "a", Value = "b" }] } }, cancellationToken);

    private static Task DeleteTagsAsync(IAmazonS3 s3, ProbeKey key, string? version, CancellationToken cancellationToken) =>
        s3.DeleteObjectTaggingAsync(new() { BucketName = key.Bucket, Key = key.Key, VersionId = version }, cancellationToken);

    private static Task GetAclAsync(IAmazonS3 s3, ProbeKey key, string? version, CancellationToken cancellationToken) =>
        s3.GetObjectAclAsync(new() { BucketName = key.Bucket, Key = key.Key, VersionId = version }, cancellationToken);

    // The one ACL that a bucket takes whose owner owns every object.
    private static Task PutAclAsync(IAmazonS3 s3, ProbeKey key, string? version, CancellationToken cancellationToken) => s3.PutObjectAclAsync(
        new() { BucketName = key.Bucket, Key = key.Key, VersionId = version, ACL = S3CannedACL.BucketOwnerFullControl }, cancellationToken);
}
