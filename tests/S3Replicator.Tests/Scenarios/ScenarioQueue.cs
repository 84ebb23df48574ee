using System.Diagnostics;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace S3Replicator.Tests.Scenarios;

/// <summary>The queue of one scenario, to which its buckets send their events.</summary>
public sealed class ScenarioQueue
{
    private readonly AmazonSQSClient _sqs;

    private ScenarioQueue(AmazonSQSClient sqs, string url, string arn)
    {
        _sqs = sqs;
        Url = url;
        Arn = arn;
    }

    public string Url { get; }

    public string Arn { get; }

    public static async Task<ScenarioQueue> CreateAsync(AmazonSQSClient sqs, CancellationToken cancellationToken)
    {
        var url = (await sqs.CreateQueueAsync($"s3r-events-{Guid.NewGuid().ToString("N")[..16]}", cancellationToken)).QueueUrl;
        var arn = (await sqs.GetQueueAttributesAsync(url, ["QueueArn"], cancellationToken)).QueueARN;
        var policy = $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},
            "Action":"sqs:SendMessage","Resource":"{{arn}}","Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:s3:::s3r-*"} } }]}
            """;
        await sqs.SetQueueAttributesAsync(url, new Dictionary<string, string>(StringComparer.Ordinal) { ["Policy"] = policy }, cancellationToken);
        return new(sqs, url, arn);
    }

    /// <summary>Has a bucket's events sent here.</summary>
    public Task SubscribeAsync(AmazonS3Client s3, string bucket, CancellationToken cancellationToken) => s3.PutBucketNotificationAsync(
        new()
        {
            BucketName = bucket,
            QueueConfigurations = [new() { Queue = Arn, Events = [EventType.ObjectCreatedAll, EventType.ObjectRemovedAll] }],
        },
        cancellationToken);

    public Task SendAsync(string body, CancellationToken cancellationToken) => _sqs.SendMessageAsync(Url, body, cancellationToken);

    /// <summary>Takes messages out of the queue until one holds a text, and gives its body; null where none came in time.</summary>
    public async Task<string?> TakeAsync(string text, TimeSpan bound, CancellationToken cancellationToken)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < bound;)
        {
            var received = await _sqs.ReceiveMessageAsync(
                new ReceiveMessageRequest { QueueUrl = Url, MaxNumberOfMessages = 10, WaitTimeSeconds = 1 }, cancellationToken);
            foreach (var message in received.Messages ?? [])
            {
                await _sqs.DeleteMessageAsync(Url, message.ReceiptHandle, cancellationToken);
            }

            if (received.Messages?.Find(message => message.Body.Contains(text, StringComparison.Ordinal)) is { } found)
            {
                return found.Body;
            }
        }

        return null;
    }

    /// <summary>How many messages there are, in anybody's hand or not.</summary>
    public async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        var attributes = await _sqs.GetQueueAttributesAsync(Url, ["All"], cancellationToken);
        return attributes.ApproximateNumberOfMessages + attributes.ApproximateNumberOfMessagesNotVisible + attributes.ApproximateNumberOfMessagesDelayed;
    }

    public async Task DeleteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _sqs.DeleteQueueAsync(Url, cancellationToken);
        }
        catch (AmazonServiceException exception)
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"Queue {Url} is left behind: {exception.Message}");
        }
    }
}
