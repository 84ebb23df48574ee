using System.Globalization;
using Amazon;
using Amazon.SQS;
using Amazon.SQS.Model;
using S3Replicator.Core.Tracking.Notices;

namespace S3Replicator.Aws.Sqs;

/// <summary>A queue of SQS that events about operations are sent to, standard or FIFO.</summary>
public sealed class SqsNoticeQueue : INoticeQueue, IDisposable
{
    private readonly AmazonSQSClient _client;
    private readonly QueueAddress _address;
    private readonly bool _isFifo;

    /// <summary>Opens the queue at the address.</summary>
    public SqsNoticeQueue(AwsContext context, QueueAddress address)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(address);
        _client = CountedSqsClient.Create(
            context, address.Region is { } region ? RegionEndpoint.GetBySystemName(region) : context.Region);
        _address = address;
        _isFifo = address.Name.EndsWith(".fifo", StringComparison.Ordinal);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<NoticeMessage>> SendAsync(IReadOnlyList<NoticeMessage> notices, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(notices);
        var response = await _client.SendMessageBatchAsync(
            new SendMessageBatchRequest { QueueUrl = _address.Url, Entries = [.. notices.Select(EntryOf)] }, cancellationToken);
        return response.Failed is { Count: > 0 } failed
            ? [.. failed.Select(failure => notices[int.Parse(failure.Id, CultureInfo.InvariantCulture)])]
            : [];
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    private SendMessageBatchRequestEntry EntryOf(NoticeMessage notice, int index) => new()
    {
        Id = index.ToString(CultureInfo.InvariantCulture),
        MessageBody = notice.Body,
        MessageDeduplicationId = _isFifo ? notice.Id : null,
        MessageGroupId = _isFifo ? notice.Group : null,
        MessageAttributes = new(StringComparer.Ordinal)
        {
            ["EventId"] = new() { DataType = "String", StringValue = notice.Id },
        },
    };
}
