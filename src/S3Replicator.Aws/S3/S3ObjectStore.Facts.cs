using Amazon.S3.Model;
using S3Replicator.Core.Copying;

namespace S3Replicator.Aws.S3;

/// <summary>What is known of buckets as a whole.</summary>
internal sealed partial class S3ObjectStore
{
    public async Task<StoreResult<BucketFacts>> DescribeAsync(string bucket, bool isSource, CancellationToken cancellationToken)
    {
        var facts = await attempts.RunAsync(
            new("GetBucketVersioning", bucket, isSource),
            async token =>
            {
                var response = await client.GetBucketVersioningAsync(new GetBucketVersioningRequest { BucketName = bucket }, token);
                return new BucketFacts(response.VersioningConfig?.Status?.Value switch
                {
                    "Enabled" => BucketVersioning.Enabled,
                    "Suspended" => BucketVersioning.Suspended,
                    _ => BucketVersioning.Unversioned,
                });
            },
            cancellationToken);

        // Object Lock needs versioning.
        if (!isSource || facts.Value is not { Versioning: BucketVersioning.Enabled } versioned)
        {
            return facts;
        }

        var locks = await attempts.RunAsync(
            new("GetObjectLockConfiguration", bucket, isSource),
            async token => await client.GetObjectLockConfigurationAsync(new GetObjectLockConfigurationRequest { BucketName = bucket }, token),
            cancellationToken);

        return locks.IsSuccess ? versioned with { HasObjectLock = locks.Value.ObjectLockConfiguration?.ObjectLockEnabled is not null }
            : locks.Error.Class is FailureClass.Transient or FailureClass.Throttled ? locks.Error
            : versioned with { HasObjectLock = locks.Error.Status == 403 ? null : false };
    }
}
