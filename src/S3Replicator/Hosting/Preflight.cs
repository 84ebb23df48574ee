using Amazon.Runtime;
using S3Replicator.Commands;
using S3Replicator.Core.Copying;
using S3Replicator.Core.Queueing;
using S3Replicator.Core.Rules;

namespace S3Replicator.Hosting;

/// <summary>Finds out before the first receive whether queues, roles and buckets are there, so that nothing is taken from a queue in vain.</summary>
internal sealed class Preflight(IReadOnlyList<IMessageQueue> queues, IObjectStores stores)
{
    /// <summary>How many buckets are asked at one time.</summary>
    private const int AtOnce = 16;

    /// <summary>Asks all at once, since a worker polls only afterwards, and tells the first that is not there in the order of queues and documents.</summary>
    public async Task CheckAsync(RuleSet rules, CancellationToken cancellationToken)
    {
        var buckets = rules.Documents.SelectMany(BucketsOf).Distinct().ToList();
        var facts = new StoreResult<BucketFacts>[buckets.Count];
        var asking = Parallel.ForAsync(
            0,
            buckets.Count,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (index, token) => facts[index] = await stores.DescribeAsync(buckets[index].Document, buckets[index].Name, buckets[index].IsSource, token));

        await Task.WhenAll([.. queues.Select(queue => CheckAsync(queue, cancellationToken)), asking]);

        foreach (var (bucket, found) in buckets.Zip(facts))
        {
            await CheckAsync(bucket.Document, bucket.Name, found);
        }
    }

    private static IEnumerable<(ReplicationDocument Document, string Name, bool IsSource)> BucketsOf(ReplicationDocument document) =>
    [
        (document, document.Bucket, true),
        .. document.Rules.Where(rule => rule.IsEnabled).Select(rule => (document, rule.Destination.Bucket, false)),
    ];

    private static async Task CheckAsync(IMessageQueue queue, CancellationToken cancellationToken)
    {
        try
        {
            await queue.GetDepthAsync(cancellationToken);
        }
        catch (AmazonServiceException exception) when (exception.ErrorCode?.Contains("NonExistentQueue", StringComparison.Ordinal) == true
            || exception.ErrorCode?.Contains("QueueDoesNotExist", StringComparison.Ordinal) == true)
        {
            throw new CommandException(
                ExitCode.AwsRefused,
                $"There is no queue {queue.Name}.",
                "Check --queue-url (region, account and name), or create the queue.",
                exception);
        }
        catch (AmazonServiceException exception) when ((int)exception.StatusCode >= 400)
        {
            throw new CommandException(
                ExitCode.AwsRefused,
                $"Queue {queue.Name} refuses us: {exception.Message}",
                "The worker needs sqs:GetQueueAttributes, sqs:ReceiveMessage, sqs:DeleteMessage and sqs:ChangeMessageVisibility on it.",
                exception);
        }
        catch (Exception exception) when (exception is AmazonClientException or AmazonServiceException or HttpRequestException or IOException)
        {
            throw new CommandException(
                ExitCode.AwsRefused,
                $"Queue {queue.Name} cannot be reached: {exception.Message}",
                "Check AWS_ENDPOINT_URL, the region and the network.",
                exception);
        }
    }

    private static async Task CheckAsync(ReplicationDocument document, string bucket, StoreResult<BucketFacts> facts)
    {
        if (!facts.IsSuccess)
        {
            throw new CommandException(ExitCode.AwsRefused, Describe(document, bucket, facts.Error), MendOf(facts.Error));
        }

        if (facts.Value.HasObjectLock is null)
        {
            await Console.Error.WriteLineAsync(
                $"Role {document.Role} may not know whether bucket {bucket} has Object Lock (s3:GetBucketObjectLockConfiguration), so that locks are taken for absent.");
        }

        if (document.Versioning == VersioningRequirement.Required && facts.Value.Versioning != BucketVersioning.Enabled)
        {
            throw new CommandException(
                ExitCode.WrongUsage,
                $"Bucket {bucket} is not versioned, and its rule document asks for versioned buckets as S3 Replication does.",
                $"Turn versioning on (aws s3api put-bucket-versioning --bucket {bucket} --versioning-configuration Status=Enabled), "
                    + "or say S3Replicator: {Versioning: Optional} in the document.");
        }
    }

    private static string Describe(ReplicationDocument document, string bucket, StoreError error) => error.Reason switch
    {
        "AssumeRoleNotPermitted" => $"Role {document.Role} may not be assumed: {error.Message}",
        _ => $"Bucket {bucket} cannot be used ({error.Reason}): {error.Message}",
    };

    private static string MendOf(StoreError error) => error.Reason switch
    {
        "AssumeRoleNotPermitted" =>
            "Let its trust policy name the worker's identity, with the external id of the document if there is one, and let the worker sts:AssumeRole it.",
        "SrcBucketNotFound" or "DstBucketNotFound" => "Check the bucket's name in the rule document.",
        "ConnectionFailed" => "Check AWS_ENDPOINT_URL, the region and the network.",
        _ => "The role needs s3:ListBucket and s3:GetBucketVersioning on the bucket.",
    };
}
