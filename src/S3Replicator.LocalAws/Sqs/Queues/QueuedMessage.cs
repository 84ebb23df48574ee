using System.Text;
using S3Replicator.LocalAws.Sqs.Messages;

namespace S3Replicator.LocalAws.Sqs.Queues;

/// <summary>A message seen from outside, without receiving it.</summary>
internal sealed record QueuedMessage(Guid MessageId, string Body, MessageState State, int ReceiveCount, DateTimeOffset SentAt)
{
    public static QueuedMessage Of(Message message) => new(
        message.Content.MessageId,
        Encoding.UTF8.GetString(message.Content.Body.Span),
        message.State,
        message.ReceiveCount,
        DateTimeOffset.FromUnixTimeMilliseconds(message.SentAt));
}
