using Amazon;
using Amazon.Runtime;
using Amazon.S3.Model;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Rules.Documents;
using S3Replicator.Core.Rules.Sources;

namespace S3Replicator.Aws.S3;

/// <summary>Reads rule documents from S3 with the ambient credentials, each bucket in its own region.</summary>
public sealed class S3RuleDocuments(AwsContext context) : IRemoteDocuments
{
    private readonly BucketRegions _regions = new(context);

    /// <inheritdoc />
    public Task<RemoteDocument> ReadAsync(Uri location, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(location);

        // Keys may have what has a meaning of its own in a URI, so the text is taken as it was written.
        var path = location.OriginalString["s3://".Length..];
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return AskAsync(
            path[..slash],
            async client =>
            {
                using var response = await client.GetObjectAsync(new GetObjectRequest { BucketName = path[..slash], Key = path[(slash + 1)..] }, cancellationToken);
                if (response.ContentLength > RuleText.MostBytes)
                {
                    return RemoteDocument.Failed("FileTooLarge", $"The object has more than the {RuleText.MostBytes} bytes that are read.");
                }

                using var content = new MemoryStream();
                await response.ResponseStream.CopyToAsync(content, cancellationToken);
                return RemoteDocument.Read(content.ToArray());
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<RemoteDocument> GetReplicationConfigurationAsync(string bucket, CancellationToken cancellationToken) => AskAsync(
        bucket,
        async client =>
        {
            var response = await client.GetBucketReplicationAsync(new GetBucketReplicationRequest { BucketName = bucket }, cancellationToken);

            // The SDK takes the answer that there is none for an empty one.
            return response.Configuration is { Rules.Count: > 0 } configuration
                ? RemoteDocument.Read(NativeConfiguration.Write(configuration), DocumentFormat.Json)
                : RemoteDocument.Failed("ReplicationConfigurationNotFoundError", $"Bucket {bucket} has no replication configuration.");
        },
        cancellationToken);

    private async Task<RemoteDocument> AskAsync(string bucket, Func<CountedS3Client, Task<RemoteDocument>> ask, CancellationToken cancellationToken)
    {
        var region = await _regions.GetAsync(bucket, isSource: true, role: null, cancellationToken);
        if (!region.IsSuccess)
        {
            return RemoteDocument.Failed(region.Error.Reason, region.Error.Message);
        }

        try
        {
            using var client = CountedS3Client.Create(context, context.Credentials, RegionEndpoint.GetBySystemName(region.Value));
            return await ask(client);
        }
        catch (AmazonServiceException exception)
        {
            return RemoteDocument.Failed(string.IsNullOrEmpty(exception.ErrorCode) ? "AwsError" : exception.ErrorCode, exception.Message);
        }
        catch (Exception exception) when (AwsErrors.IsAnswer(exception, cancellationToken))
        {
            return RemoteDocument.Failed("Unreachable", exception.Message);
        }
    }
}
