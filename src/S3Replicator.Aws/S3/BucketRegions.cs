using Amazon.Runtime;
using Amazon.S3.Model;
using S3Replicator.Aws.Sts;
using S3Replicator.Core.Copying;

namespace S3Replicator.Aws.S3;

/// <summary>Finds out the region of each bucket once, by HeadBucket.</summary>
internal sealed class BucketRegions(AwsContext context)
{
    private readonly AskedOnce<string> _regions = new();

    /// <summary>Forgets a bucket's region, after an answer that says it is elsewhere.</summary>
    public void Forget(string bucket) => _regions.Forget(bucket);

    public ValueTask<StoreResult<string>> GetAsync(
        string bucket, bool isSource, AssumedRoleCredentials? role, CancellationToken cancellationToken) =>
        _regions.GetAsync(bucket, () => AskAsync(bucket, isSource, role, cancellationToken));

    private async Task<StoreResult<string>> AskAsync(
        string bucket, bool isSource, AssumedRoleCredentials? role, CancellationToken cancellationToken)
    {
        var subject = new RequestSubject(role is null ? "HeadBucket" : "AssumeRole", bucket, isSource);
        ImmutableCredentials? session = null;

        try
        {
            session = role is null ? null : await role.GetCredentialsAsync();
            var credentials = session is null ? context.Credentials : new SessionAWSCredentials(session);
            subject = subject with { Operation = "HeadBucket" };
            using var client = CountedS3Client.Create(context, credentials, context.Region, RequestLimits.Plain);
            var response = await client.HeadBucketAsync(new HeadBucketRequest { BucketName = bucket }, cancellationToken);
            return RegionOf(response.BucketRegion);
        }
        catch (AmazonServiceException exception) when (AwsErrors.HeaderOf(exception, "x-amz-bucket-region") is { Length: > 0 } region)
        {
            // Redirects and refusals tell the region, too.
            return RegionOf(region);
        }
        catch (Exception exception) when (AwsErrors.IsAnswer(exception, cancellationToken))
        {
            if (session is not null && AwsErrors.IsUnexplained(exception))
            {
                // What HeadBucket is refused with 400 for, beside the region, is a session that has expired.
                role!.Invalidate(session);
            }

            var error = AwsErrors.From(exception, subject);
            return error.Status == 404
                ? error with { Class = FailureClass.Configuration, Kind = StoreErrorKind.Other, Reason = isSource ? "SrcBucketNotFound" : "DstBucketNotFound", Message = $"There is no bucket {bucket}." }
                : error;
        }
    }

    private string RegionOf(string? answer) => string.IsNullOrEmpty(answer) ? context.Region.SystemName : answer;

    private sealed class SessionAWSCredentials(ImmutableCredentials credentials) : AWSCredentials
    {
        public override ImmutableCredentials GetCredentials() => credentials;
    }
}
