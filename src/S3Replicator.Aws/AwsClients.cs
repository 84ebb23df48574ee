using System.Collections.Concurrent;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SQS;
using S3Replicator.Aws.S3;
using S3Replicator.Aws.Sqs;
using S3Replicator.Aws.Sts;
using S3Replicator.Core.Copying;
using S3Replicator.Core.Rules;

namespace S3Replicator.Aws;

/// <summary>Plain clients for questions that are asked now and then, not for each object.</summary>
public sealed class AwsClients(AwsContext context, RoleSessions roles) : IDisposable
{
    private readonly BucketRegions _regions = new(context);
    private readonly ConcurrentDictionary<(string? Role, string Region), Lazy<CountedS3Client>> _s3 = new();

    /// <summary>S3 with the ambient credentials.</summary>
    public IAmazonS3 S3(string region) => S3(role: null, context.Credentials, region);

    /// <summary>S3 with the role of a document, which is assumed with the first request.</summary>
    public IAmazonS3 S3(ReplicationDocument document, string region)
    {
        ArgumentNullException.ThrowIfNull(document);
        return S3(document.Role, (AWSCredentials?)roles.For(document) ?? context.Credentials, region);
    }

    /// <summary>Assumes the role of a document, if it names one.</summary>
    /// <exception cref="AmazonServiceException">STS refused.</exception>
    public async Task AssumeAsync(ReplicationDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);

        if (roles.For(document) is { } role)
        {
            await role.GetCredentialsAsync();
        }
    }

    /// <summary>SQS with the ambient credentials, in the queue's region; whoever asks for it disposes it.</summary>
    public IAmazonSQS Sqs(QueueAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return CountedSqsClient.Create(context, address.Region is { } region ? RegionEndpoint.GetBySystemName(region) : context.Region);
    }

    /// <summary>The bucket's region, which S3 tells even those that it refuses.</summary>
    public ValueTask<StoreResult<string>> RegionOfAsync(ReplicationDocument document, string bucket, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(document);
        return _regions.GetAsync(bucket, isSource: string.Equals(bucket, document.Bucket, StringComparison.Ordinal), roles.For(document), cancellationToken);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var client in _s3.Values.Where(client => client.IsValueCreated))
        {
            client.Value.Dispose();
        }
    }

    private CountedS3Client S3(string? role, AWSCredentials credentials, string region) => _s3.GetOrAdd(
        (role, region),
        _ => new(() => CountedS3Client.Create(context, credentials, RegionEndpoint.GetBySystemName(region)))).Value;
}
