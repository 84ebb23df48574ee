using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SQS.Model;

namespace S3Replicator.Demo;

/// <summary>Sets up what a user sets up once: buckets in two regions, a queue, and the notifications between them.</summary>
internal static class DemoWorld
{
    /// <summary>Sets everything up and returns the queue's URL.</summary>
    public static async Task<string> SetUpAsync(DemoClients clients, CancellationToken cancellationToken)
    {
        await CreateBucketAsync(clients.Home, DemoNames.SourceBucket, cancellationToken);
        await CreateBucketAsync(clients.Home, DemoNames.MirrorBucket, cancellationToken);
        await CreateBucketAsync(clients.Away, DemoNames.ArchiveBucket, cancellationToken);

        var queue = await clients.Queues.CreateQueueAsync(new CreateQueueRequest(DemoNames.Queue), cancellationToken);
        var attributes = await clients.Queues.GetQueueAttributesAsync(queue.QueueUrl, ["QueueArn"], cancellationToken);
        await clients.Queues.SetQueueAttributesAsync(
            queue.QueueUrl,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["Policy"] = PolicyFor(attributes.QueueARN) },
            cancellationToken);

        await clients.Home.PutBucketNotificationAsync(
            new PutBucketNotificationRequest
            {
                BucketName = DemoNames.SourceBucket,
                QueueConfigurations =
                [
                    new QueueConfiguration
                    {
                        Id = "to-s3replicator",
                        Queue = attributes.QueueARN,
                        Events = [EventType.ObjectCreatedAll, EventType.ObjectRemovedAll],
                    },
                ],
            },
            cancellationToken);
        return queue.QueueUrl;
    }

    /// <summary>Lets S3 send the events of the source bucket, and nobody else.</summary>
    private static string PolicyFor(string queueArn) =>
        $$"""
        {
          "Version": "2012-10-17",
          "Statement": [ {
            "Effect": "Allow",
            "Principal": { "Service": "s3.amazonaws.com" },
            "Action": "sqs:SendMessage",
            "Resource": "{{queueArn}}",
            "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:s3:::{{DemoNames.SourceBucket}}" } }
          } ]
        }
        """;

    private static async Task CreateBucketAsync(AmazonS3Client client, string bucket, CancellationToken cancellationToken)
    {
        // The first region is the one that S3 lets go without a name.
        var region = client.Config.AuthenticationRegion;
        await client.PutBucketAsync(
            new PutBucketRequest { BucketName = bucket, BucketRegionName = region == DemoNames.HomeRegion ? null : region }, cancellationToken);
        await client.PutBucketVersioningAsync(
            new PutBucketVersioningRequest
            {
                BucketName = bucket,
                VersioningConfig = new S3BucketVersioningConfig { Status = VersionStatus.Enabled },
            },
            cancellationToken);
    }
}
