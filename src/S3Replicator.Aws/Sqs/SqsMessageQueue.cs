using System.Globalization;
using Amazon;
using Amazon.SQS;
using Amazon.SQS.Model;
using S3Replicator.Core.Queueing;

namespace S3Replicator.Aws.Sqs;

/// <summary>A queue of SQS.</summary>
public sealed class SqsMessageQueue : IMessageQueue, IDisposable
{
    private static readonly List<string> SystemAttributes =
    [
        MessageSystemAttributeName.ApproximateReceiveCount,
        MessageSystemAttributeName.SentTimestamp,
        MessageSystemAttributeName.ApproximateFirstReceiveTimestamp,
        MessageSystemAttributeName.AWSTraceHeader,
    ];

    private static readonly List<string> DepthAttributes =
    [
        QueueAttributeName.ApproximateNumberOfMessages,
        QueueAttributeName.ApproximateNumberOfMessagesNotVisible,
        QueueAttributeName.ApproximateNumberOfMessagesDelayed,
        QueueAttributeName.RedrivePolicy,
    ];

    private readonly AmazonSQSClient _client;
    private readonly string _url;
    private int _mostReceives = int.MaxValue;

    /// <summary>Opens the queue at the address.</summary>
    public SqsMessageQueue(AwsContext context, QueueAddress address)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(address);
        _client = CountedSqsClient.Create(
            context, address.Region is { } region ? RegionEndpoint.GetBySystemName(region) : context.Region);
        _url = address.Url;
        Name = address.Name;
    }

    /// <inheritdoc />
    public string Name { get; }

    /// <inheritdoc />
    public async Task<IReadOnlyList<QueueMessage>> ReceiveAsync(
        int maxMessages, TimeSpan waitTime, TimeSpan visibilityTimeout, CancellationToken cancellationToken)
    {
        var response = await _client.ReceiveMessageAsync(
            new ReceiveMessageRequest
            {
                QueueUrl = _url,
                MaxNumberOfMessages = maxMessages,
                WaitTimeSeconds = (int)waitTime.TotalSeconds,
                VisibilityTimeout = (int)visibilityTimeout.TotalSeconds,
                MessageSystemAttributeNames = SystemAttributes,
            },
            cancellationToken);

        return response.Messages is { Count: > 0 } messages ? messages.ConvertAll(ToMessage) : [];
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<QueueMessage>> DeleteAsync(
        IReadOnlyList<QueueMessage> messages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var response = await _client.DeleteMessageBatchAsync(
            new DeleteMessageBatchRequest
            {
                QueueUrl = _url,
                Entries = [.. messages.Select((message, index) =>
                    new DeleteMessageBatchRequestEntry(IdOf(index), message.ReceiptHandle))],
            },
            cancellationToken);

        // A handle that the queue no longer takes will not be taken at the next try either.
        return Failed(response.Failed, messages, failure => failure.SenderFault != true);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<QueueMessage>> ChangeVisibilityAsync(
        IReadOnlyList<VisibilityChange> changes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var response = await _client.ChangeMessageVisibilityBatchAsync(
            new ChangeMessageVisibilityBatchRequest
            {
                QueueUrl = _url,
                Entries = [.. changes.Select((change, index) =>
                    new ChangeMessageVisibilityBatchRequestEntry(IdOf(index), change.Message.ReceiptHandle)
                    {
                        VisibilityTimeout = (int)Math.Ceiling(change.VisibilityTimeout.TotalSeconds),
                    })],
            },
            cancellationToken);

        return Failed(response.Failed, [.. changes.Select(change => change.Message)], failure => failure.SenderFault == true);
    }

    /// <inheritdoc />
    public async Task<QueueDepth> GetDepthAsync(CancellationToken cancellationToken)
    {
        var response = await _client.GetQueueAttributesAsync(
            new GetQueueAttributesRequest { QueueUrl = _url, AttributeNames = DepthAttributes }, cancellationToken);
        _mostReceives = RedrivePolicies.MostReceives(response.Attributes?.GetValueOrDefault(QueueAttributeName.RedrivePolicy.Value)) ?? int.MaxValue;
        return new(
            response.ApproximateNumberOfMessages, response.ApproximateNumberOfMessagesNotVisible, response.ApproximateNumberOfMessagesDelayed);
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    private static string IdOf(int index) => index.ToString(CultureInfo.InvariantCulture);

    private static IReadOnlyList<QueueMessage> Failed(
        List<BatchResultErrorEntry>? failed, IReadOnlyList<QueueMessage> messages, Func<BatchResultErrorEntry, bool> counts) =>
        failed is { Count: > 0 }
            ? [.. failed.Where(counts).Select(failure => messages[int.Parse(failure.Id, CultureInfo.InvariantCulture)])]
            : [];

    private QueueMessage ToMessage(Message message)
    {
        var receives = int.TryParse(Attribute(message, MessageSystemAttributeName.ApproximateReceiveCount), CultureInfo.InvariantCulture, out var count) ? count : 1;
        return new(
            message.MessageId,
            message.ReceiptHandle,
            message.Body,
            receives,
            Time(message, MessageSystemAttributeName.SentTimestamp),
            Time(message, MessageSystemAttributeName.ApproximateFirstReceiveTimestamp),
            IsLastReceive: receives >= _mostReceives)
        {
            TraceHeader = Attribute(message, MessageSystemAttributeName.AWSTraceHeader),
        };
    }

    private static string? Attribute(Message message, string name) => message.Attributes?.GetValueOrDefault(name);

    private static DateTimeOffset? Time(Message message, string name) =>
        long.TryParse(Attribute(message, name), CultureInfo.InvariantCulture, out var milliseconds)
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;
}
