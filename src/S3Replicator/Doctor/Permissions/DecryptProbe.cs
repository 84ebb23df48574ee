using Amazon.S3;
using Amazon.S3.Model;

namespace S3Replicator.Doctor.Permissions;

/// <summary>Reads one byte of an object under KMS, which is the only way to learn whether its key lets the role in.</summary>
internal sealed class DecryptProbe(IAmazonS3 s3, Grants grants)
{
    private const string Check = "permission";
    private const string Action = "kms:Decrypt";

    /// <summary>How many objects are looked at for one under KMS.</summary>
    private const int Sample = 20;

    public async Task<IReadOnlyList<Finding>> SourceAsync(string bucket, string prefix, CancellationToken cancellationToken)
    {
        var subject = $"{Action} on {bucket}/{prefix}*";
        var listed = await Answer.OfAsync(
            () => s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket, Prefix = prefix, MaxKeys = Sample }, cancellationToken), cancellationToken);

        if (listed.Value is null)
        {
            return [Hidden(subject, listed.IsRefused ? "s3:ListBucket is allowed" : $"objects can be listed ({listed.Text})")];
        }

        foreach (var key in (listed.Value.S3Objects ?? []).Where(found => found.Size > 0).Select(found => found.Key))
        {
            var head = await Answer.OfAsync(
                () => s3.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = bucket, Key = key }, cancellationToken), cancellationToken);

            if (head.IsRefused)
            {
                return [Hidden(subject, "s3:GetObject is allowed")];
            }

            if (head.Value is { ServerSideEncryptionKeyManagementServiceKeyId: { Length: > 0 } kmsKey } && !IsArchived(head.Value))
            {
                return await ReadAsync(new(bucket, key), kmsKey, subject, cancellationToken);
            }
        }

        return
        [
            Finding.Warn(
                Check, subject, $"not tried, since none of the first {Sample} objects is under KMS and can be read now", "Run doctor again when there is one."),
        ];
    }

    /// <summary>Reads a byte of an object.</summary>
    public async Task<IReadOnlyList<Finding>> ReadAsync(ProbeKey key, string kmsKey, string subject, CancellationToken cancellationToken)
    {
        var read = await Answer.OfAsync(() => ActionProbes.All["s3:GetObject"].AskAsync(s3, key, cancellationToken), cancellationToken);

        if (KeyFaults.Of(read, kmsKey) is { } fault)
        {
            return [fault];
        }

        var named = AccessDenials.ActionOf(read.Message);
        return
        [
            read.Value is not null ? Finding.Pass(Check, subject, $"allowed, with {kmsKey}")
            : !read.IsRefused ? Finding.Warn(Check, subject, $"no clear answer: {read.Text}", "Run doctor again.")
            : named is null or Action ? Finding.Fail(Check, subject, $"refused: {read.Message}", grants.OfKey(Action, kmsKey))
            : Hidden(subject, $"{named} is allowed"),
        ];
    }

    private static Finding Hidden(string subject, string until) =>
        Finding.Warn(Check, subject, $"cannot be told until {until}", "Mend that, and run doctor again.");

    private static bool IsArchived(GetObjectMetadataResponse head) =>
        head.StorageClass == S3StorageClass.Glacier || head.StorageClass == S3StorageClass.DeepArchive || head.ArchiveStatus is not null;
}
