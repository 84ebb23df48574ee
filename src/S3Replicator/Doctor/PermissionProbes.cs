using Amazon.S3;
using Amazon.S3.Model;
using S3Replicator.Core.Rules;
using ReplicationRule = S3Replicator.Core.Rules.ReplicationRule;

namespace S3Replicator.Doctor;

/// <summary>Tries with a rule's role what it needs, one request for each action, in ways that change nothing.</summary>
/// <remarks>S3 decides on permission before it looks at the object, so that a request about a key that is not there tells them apart: 404 is allowed, 403 is not.</remarks>
internal sealed class PermissionProbes(IAmazonS3 s3, ReplicationDocument document)
{
    /// <summary>A key that nobody has.</summary>
    public const string NobodysKey = ".s3replicator-doctor";

    public async Task<IReadOnlyList<Finding>> SourceAsync(IReadOnlyList<ReplicationRule> rules, CancellationToken cancellationToken)
    {
        var bucket = document.Bucket;
        var findings = new List<Finding>();

        foreach (var prefix in rules.Select(rule => rule.Filter.Prefix).Distinct(StringComparer.Ordinal))
        {
            var key = prefix + NobodysKey;
            var listed = await Answer.OfAsync(() => s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket, Prefix = prefix, MaxKeys = 1 }, cancellationToken));
            findings.Add(Judge("s3:ListBucket", bucket, $"arn:aws:s3:::{bucket}", listed));

            // An object that is there also shows whether its KMS key lets the role in.
            var sample = listed.Value?.S3Objects is [var first, ..] ? first.Key : key;
            findings.Add(Judge("s3:GetObject", bucket, Objects(bucket, prefix), await HeadAsync(bucket, sample, cancellationToken)));
            findings.Add(Judge("s3:GetObjectTagging", bucket, Objects(bucket, prefix), await Answer.OfAsync(() =>
                s3.GetObjectTaggingAsync(new GetObjectTaggingRequest { BucketName = bucket, Key = sample }, cancellationToken))));
        }

        if (rules.Any(rule => rule.Versions != VersionScope.Latest))
        {
            findings.Add(await ListVersionsAsync(bucket, cancellationToken));
        }

        if (rules.FirstOrDefault(rule => rule.AclSync || rule.Acl == ReplicaAcl.Mirror) is { } withAcl)
        {
            findings.Add(Judge("s3:GetObjectAcl", bucket, Objects(bucket, withAcl.Filter.Prefix), await Answer.OfAsync(() =>
                s3.GetObjectAclAsync(new GetObjectAclRequest { BucketName = bucket, Key = withAcl.Filter.Prefix + NobodysKey }, cancellationToken))));
        }

        return findings;
    }

    public async Task<IReadOnlyList<Finding>> DestinationAsync(ReplicationRule rule, CancellationToken cancellationToken)
    {
        var bucket = rule.Destination.Bucket;
        var key = KeyOf(rule);
        var objects = Objects(bucket, key[..^NobodysKey.Length]);
        var findings = new List<Finding>
        {
            Judge("s3:ListBucket", bucket, $"arn:aws:s3:::{bucket}", await Answer.OfAsync(() =>
                s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket, MaxKeys = 1 }, cancellationToken))),
            Judge("s3:GetObject", bucket, objects, await HeadAsync(bucket, key, cancellationToken)),

            // Of an upload that is not there.
            Judge("s3:AbortMultipartUpload", bucket, objects, await Answer.OfAsync(() => s3.AbortMultipartUploadAsync(
                new AbortMultipartUploadRequest { BucketName = bucket, Key = key, UploadId = NobodysKey }, cancellationToken))),
            Judge("s3:ListMultipartUploadParts", bucket, objects, await Answer.OfAsync(() => s3.ListPartsAsync(
                new ListPartsRequest { BucketName = bucket, Key = key, UploadId = NobodysKey }, cancellationToken))),
            Judge("s3:ListBucketMultipartUploads", bucket, $"arn:aws:s3:::{bucket}", await Answer.OfAsync(() => s3.ListMultipartUploadsAsync(
                new ListMultipartUploadsRequest { BucketName = bucket, Prefix = key, MaxUploads = 1 }, cancellationToken))),
            Judge("s3:PutObjectTagging", bucket, objects, await Answer.OfAsync(() => s3.PutObjectTaggingAsync(
                new PutObjectTaggingRequest { BucketName = bucket, Key = key, Tagging = new() { TagSet = [new() { Key = "a", Value = "b" }] } }, cancellationToken))),
        };

        if (rule.TagSync)
        {
            findings.Add(Judge("s3:GetObjectTagging", bucket, objects, await Answer.OfAsync(() =>
                s3.GetObjectTaggingAsync(new GetObjectTaggingRequest { BucketName = bucket, Key = key }, cancellationToken))));
        }

        if (rule.Versions != VersionScope.Latest)
        {
            findings.Add(await ListVersionsAsync(bucket, cancellationToken));
        }

        return findings;
    }

    /// <summary>A key that the rule could write, and that nobody has.</summary>
    public static string KeyOf(ReplicationRule rule)
    {
        var prefix = rule.Filter.Prefix;
        var transform = rule.KeyTransform;

        if (transform.StripPrefix is { Length: > 0 } strip && prefix.StartsWith(strip, StringComparison.Ordinal))
        {
            prefix = prefix[strip.Length..];
        }

        return transform.Template is null ? transform.AddPrefix + prefix + NobodysKey : transform.AddPrefix + NobodysKey;
    }

    private Task<Answer<GetObjectMetadataResponse>> HeadAsync(string bucket, string key, CancellationToken cancellationToken) =>
        Answer.OfAsync(() => s3.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = bucket, Key = key }, cancellationToken));

    private async Task<Finding> ListVersionsAsync(string bucket, CancellationToken cancellationToken) =>
        Judge("s3:ListBucketVersions", bucket, $"arn:aws:s3:::{bucket}", await Answer.OfAsync(() =>
            s3.ListVersionsAsync(new ListVersionsRequest { BucketName = bucket, MaxKeys = 1 }, cancellationToken)));

    private Finding Judge<T>(string action, string bucket, string resource, Answer<T> answer)
        where T : class
    {
        var subject = $"{action} on {bucket}";
        return answer.IsRefused
            ? Finding.Fail(
                "permission", subject, $"refused: {answer.Message}",
                $$"""Allow {{document.Role ?? "the worker"}} {"Effect":"Allow","Action":"{{action}}","Resource":"{{resource}}"}; in another account the bucket's own policy too.""")
            : answer.Status is 0 or >= 500
                ? Finding.Warn("permission", subject, $"no clear answer: {answer.Code} {answer.Message}", "Run doctor again.")
                : Finding.Pass("permission", subject, "allowed");
    }

    private static string Objects(string bucket, string prefix) => $"arn:aws:s3:::{bucket}/{prefix}*";
}
