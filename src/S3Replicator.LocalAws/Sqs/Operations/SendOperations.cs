using System.Globalization;
using System.Security.Cryptography;
using S3Replicator.LocalAws.Sqs.Attributes;
using S3Replicator.LocalAws.Sqs.Messages;
using S3Replicator.LocalAws.Sqs.Protocol;
using S3Replicator.LocalAws.Sqs.Queues;

namespace S3Replicator.LocalAws.Sqs.Operations;

/// <summary>SendMessage and SendMessageBatch.</summary>
internal sealed class SendOperations(QueueAccess access)
{
    private const string Action = "SendMessage";
    private const int LongestDelay = 900;

    /// <summary>A whole batch may be as long as one message may be at most.</summary>
    private const long LongestBatch = 1_048_576;

    public ISqsResult Send(SqsCall call)
    {
        var queue = access.Queue(call, Action);
        var entry = call.Request.Entry;
        if (queue.Settings.IsFifo && entry.MessageGroupId is null)
        {
            throw new SqsErrorException(SqsError.MissingParameter("MessageGroupId"));
        }

        var message = Compose(queue.Settings, entry, call.Principal.UserId);
        return new SendResult(SendAnswer.Of(id: null, message.Content, queue.Send(message.Content, message.Delay)));
    }

    public ISqsResult SendBatch(SqsCall call)
    {
        var queue = access.Queue(call, Action);
        var entries = BatchCheck.Check(call.Request.Entries, "SendMessageBatchRequestEntry");
        CheckFifo(queue.Settings, entries);
        CheckLength(entries);
        var messages = new List<OutgoingMessage>(entries.Count);
        var ids = new List<string>(entries.Count);
        var failed = new List<BatchFailure>();
        foreach (var entry in entries)
        {
            try
            {
                messages.Add(Compose(queue.Settings, entry, call.Principal.UserId));
                ids.Add(entry.Id!);
            }
            catch (SqsErrorException error)
            {
                failed.Add(new BatchFailure(entry.Id!, error.Error));
            }
        }

        var sent = queue.Send(messages);
        var answers = new SendAnswer[sent.Length];
        for (var i = 0; i < sent.Length; i++)
        {
            answers[i] = SendAnswer.Of(ids[i], messages[i].Content, sent[i]);
        }

        return new SendBatchResult(answers, failed);
    }

    // Missing ids fail the whole batch, unlike other faults of an entry.
    private static void CheckFifo(QueueSettings settings, List<RequestEntry> entries)
    {
        if (!settings.IsFifo)
        {
            return;
        }

        if (entries.Exists(e => e.MessageGroupId is null))
        {
            throw new SqsErrorException(SqsError.InvalidParameter("The request must contain the parameter MessageGroupId."));
        }

        foreach (var entry in entries)
        {
            CheckDeduplication(settings, entry);
        }
    }

    private static void CheckLength(List<RequestEntry> entries)
    {
        var total = entries.Sum(e => (long)(e.MessageBody?.Length ?? 0) + (e.MessageAttributes?.Sum(MessageValidation.SizeOf) ?? 0));
        if (total > LongestBatch)
        {
            throw new SqsErrorException(SqsError.BatchTooLong(LongestBatch, total));
        }
    }

    private static void CheckDeduplication(QueueSettings settings, RequestEntry entry)
    {
        if (entry.MessageDeduplicationId is null && !settings.ContentBasedDeduplication)
        {
            throw new SqsErrorException(SqsError.InvalidParameter(
                "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly"));
        }
    }

    private OutgoingMessage Compose(QueueSettings settings, RequestEntry entry, string senderId)
    {
        if (entry.MessageBody is not { Length: > 0 } body)
        {
            throw new SqsErrorException(SqsError.MissingParameter("MessageBody"));
        }

        MessageValidation.CheckBody(body);
        var attributes = MessageValidation.CheckAttributes(entry.MessageAttributes);
        if (body.Length + attributes.Sum(MessageValidation.SizeOf) > settings.MaximumMessageSize)
        {
            throw new SqsErrorException(SqsError.InvalidParameter(string.Create(
                CultureInfo.InvariantCulture,
                $"One or more parameters are invalid. Reason: Message must be shorter than {settings.MaximumMessageSize} bytes.")));
        }

        CheckIds(settings, entry);
        var content = new MessageContent(access.Queues.Environment.NewId(), body, Md5Digest.Of(body), attributes, senderId)
        {
            AttributesDigest = attributes.Length == 0 ? null : AttributeDigest.Of(attributes),
            TraceHeader = ReadTraceHeader(entry.MessageSystemAttributes),
            GroupId = entry.MessageGroupId,
            DeduplicationId = settings.IsFifo ? entry.MessageDeduplicationId ?? ContentId(body) : null,
        };
        return new OutgoingMessage(content, ReadDelay(settings, entry.DelaySeconds));
    }

    private static void CheckIds(QueueSettings settings, RequestEntry entry)
    {
        MessageValidation.CheckFifoId("MessageGroupId", entry.MessageGroupId);
        MessageValidation.CheckFifoId("MessageDeduplicationId", entry.MessageDeduplicationId);
        if (settings.IsFifo)
        {
            CheckDeduplication(settings, entry);
        }
        else if (entry.MessageDeduplicationId is { } id)
        {
            throw NotForThisQueue(id, "MessageDeduplicationId");
        }
    }

    private static TimeSpan? ReadDelay(QueueSettings settings, int? seconds)
    {
        if (seconds is not { } delay)
        {
            return null;
        }

        if (delay is < 0 or > LongestDelay)
        {
            throw new SqsErrorException(SqsError.InvalidParameter(string.Create(
                CultureInfo.InvariantCulture,
                $"Value {delay} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.")));
        }

        if (settings.IsFifo)
        {
            // A FIFO queue takes its own delay only; a zero says nothing.
            return delay == 0 ? null : throw NotForThisQueue(delay.ToString(CultureInfo.InvariantCulture), "DelaySeconds");
        }

        return TimeSpan.FromSeconds(delay);
    }

    private static string? ReadTraceHeader(List<MessageAttribute>? attributes)
    {
        string? header = null;
        foreach (var attribute in attributes ?? [])
        {
            if (attribute is not { Name: "AWSTraceHeader", DataType: "String", StringValue.Length: > 0 })
            {
                throw new SqsErrorException(SqsError.InvalidParameter($"Message (system) attribute '{attribute.Name}' is invalid."));
            }

            header = attribute.StringValue;
        }

        return header;
    }

#pragma warning disable CA1308 // SQS's own ids are in lower case.
    private static string ContentId(byte[] body) => Convert.ToHexString(SHA256.HashData(body)).ToLowerInvariant();
#pragma warning restore CA1308

    private static SqsErrorException NotForThisQueue(string value, string parameter) => new(SqsError.InvalidParameter(
        $"Value {value} for parameter {parameter} is invalid. Reason: The request include parameter that is not valid for this queue type."));
}
