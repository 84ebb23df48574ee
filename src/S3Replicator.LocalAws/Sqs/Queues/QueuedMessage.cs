using System.Text;
using S3Replicator.LocalAws.Sqs.Messages;

namespace S3Replicator.LocalAws.Sqs.Queues;

/// <summary>A message seen from outside, without receiving it.</summary>
/// <param name="MessageId">The id that the sender was given.</param>
/// <param name="Body">What was sent.</param>
/// <param name="State">Where it is.</param>
/// <param name="ReceiveCount">How often it was received.</param>
/// <param name="SentAt">When it was sent.</param>
public sealed record QueuedMessage(Guid MessageId, string Body, MessageState State, int ReceiveCount, DateTimeOffset SentAt)
{
    internal static QueuedMessage Of(Message message) => new(
        message.Content.MessageId,
        Encoding.UTF8.GetString(message.Content.Body.Span),
        message.State,
        message.ReceiveCount,
        DateTimeOffset.FromUnixTimeMilliseconds(message.SentAt));
}
