using Amazon.S3;
using Amazon.S3.Model;
using S3Replicator.Core.Rules;
using ReplicationRule = S3Replicator.Core.Rules.ReplicationRule;

namespace S3Replicator.Doctor;

/// <summary>Writes one object into a destination as a replica would be, sees whether fences hold, and removes it.</summary>
internal sealed class WriteProbe(IAmazonS3 s3, ReplicationDocument document, ReplicationRule rule)
{
    private const string Check = "write";

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        var bucket = rule.Destination.Bucket;
        var key = PermissionProbes.KeyOf(rule);
        var subject = $"{bucket}, rule {rule.Id}";
        var written = await PutAsync(bucket, key, cancellationToken);

        if (written.Value is not { } put)
        {
            return [Finding.Fail(
                Check, subject, $"{written.Code}: {written.Message}",
                $"s3replicator iam prints what {document.Role ?? "the worker"} needs: s3:PutObject, and kms:GenerateDataKey where the rule has a key.")];
        }

        // The key is taken now, so that another write under the same condition must be refused.
        var again = await PutAsync(bucket, key, cancellationToken);
        var fences = again.Status == 412
            ? Finding.Pass("fences", subject, "conditional writes are honoured")
            : Finding.Warn(
                "fences", subject, "the endpoint ignores If-None-Match: two workers may overwrite each other's writes for a moment",
                "Run one worker, or use an endpoint that knows conditional writes.");
        return [Finding.Pass(Check, subject, $"wrote s3://{bucket}/{key}"), fences, await RemoveAsync(bucket, key, put.VersionId, cancellationToken)];
    }

    private Task<Answer<PutObjectResponse>> PutAsync(string bucket, string key, CancellationToken cancellationToken)
    {
        var request = new PutObjectRequest
        {
            BucketName = bucket,
            Key = key,
            ContentBody = "s3replicator doctor --probe",
            IfNoneMatch = "*",
            ExpectedBucketOwner = rule.Destination.Account,
        };

        if (rule.Destination is { ReplicaKmsKeyId: { } kmsKey } && rule.SseKmsEncryptedObjects)
        {
            request.ServerSideEncryptionMethod = ServerSideEncryptionMethod.AWSKMS;
            request.ServerSideEncryptionKeyManagementServiceKeyId = kmsKey;
        }

        return Answer.OfAsync(() => s3.PutObjectAsync(request, cancellationToken));
    }

    private async Task<Finding> RemoveAsync(string bucket, string key, string? versionId, CancellationToken cancellationToken)
    {
        var subject = $"{bucket}, rule {rule.Id}";
        var gone = await Answer.OfAsync(() => s3.DeleteObjectAsync(
            new DeleteObjectRequest { BucketName = bucket, Key = key, VersionId = versionId }, cancellationToken));

        // Deleting a version needs more than a rule may be given; a delete marker hides the probe at least.
        if (gone.IsRefused && versionId is not null)
        {
            gone = await Answer.OfAsync(() => s3.DeleteObjectAsync(new DeleteObjectRequest { BucketName = bucket, Key = key }, cancellationToken));
        }

        return gone.Value is not null ? Finding.Pass("delete", subject, "removed what was written")
            : rule.DeleteMarkerReplication ? Finding.Fail(
                "delete", subject, $"{gone.Code}: {gone.Message}",
                $$"""Allow {{document.Role ?? "the worker"}} {"Effect":"Allow","Action":"s3:DeleteObject","Resource":"arn:aws:s3:::{{bucket}}/*"}, and remove s3://{{bucket}}/{{key}} by hand.""")
            : Finding.Warn("delete", subject, "the role may not delete, which the rule does not need", $"Remove s3://{bucket}/{key} by hand.");
    }
}
