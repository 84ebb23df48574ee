using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace S3Replicator.Tests.Scenarios;

/// <summary>Buckets of one scenario, under names that nobody else has, and gone at its end.</summary>
public sealed class ScenarioBuckets(AmazonS3Client s3, string region)
{
    private readonly List<string> _made = [];

    /// <summary>Makes a bucket and gives its name.</summary>
    public async Task<string> CreateAsync(string purpose, bool versioned, CancellationToken cancellationToken, bool locks = false)
    {
        var name = $"s3r-{purpose}-{Guid.NewGuid().ToString("N")[..16]}";
        await CreateNamedAsync(name, versioned, cancellationToken, locks);
        return name;
    }

    public async Task CreateNamedAsync(string name, bool versioned, CancellationToken cancellationToken, bool locks = false)
    {
        await s3.PutBucketAsync(
            new PutBucketRequest
            {
                BucketName = name,
                BucketRegionName = region is "us-east-1" ? null : region,
                ObjectLockEnabledForBucket = locks ? true : null,
            },
            cancellationToken);
        _made.Add(name);
        if (versioned)
        {
            await s3.PutBucketVersioningAsync(
                new() { BucketName = name, VersioningConfig = new() { Status = VersionStatus.Enabled } }, cancellationToken);
        }
    }

    /// <summary>Deletes a bucket with all that is in it.</summary>
    public async Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        var uploads = await s3.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = name }, cancellationToken);
        foreach (var upload in uploads.MultipartUploads ?? [])
        {
            await s3.AbortMultipartUploadAsync(name, upload.Key, upload.UploadId, cancellationToken);
        }

        // A deleted version may keep a page from being the last, so it is the first page again until nothing is left.
        while ((await s3.ListVersionsAsync(new ListVersionsRequest { BucketName = name }, cancellationToken)).Versions is { Count: > 0 } versions)
        {
            foreach (var version in versions)
            {
                await s3.DeleteObjectAsync(
                    new() { BucketName = name, Key = version.Key, VersionId = version.VersionId, BypassGovernanceRetention = true }, cancellationToken);
            }
        }

        await s3.DeleteBucketAsync(name, cancellationToken);
    }

    /// <summary>Deletes all of them; what cannot be deleted is said and left.</summary>
    public async Task CleanUpAsync(CancellationToken cancellationToken)
    {
        foreach (var name in _made.Distinct(StringComparer.Ordinal))
        {
            try
            {
                await DeleteAsync(name, cancellationToken);
            }
            catch (AmazonS3Exception exception) when (exception.ErrorCode is "NoSuchBucket")
            {
                // The scenario deleted it itself.
            }
            catch (AmazonServiceException exception)
            {
                TestContext.Current.TestOutputHelper?.WriteLine($"Bucket {name} is left behind: {exception.Message}");
            }
        }
    }
}
