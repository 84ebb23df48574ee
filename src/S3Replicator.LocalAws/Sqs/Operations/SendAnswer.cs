using S3Replicator.LocalAws.Sqs.Messages;
using S3Replicator.LocalAws.Sqs.Protocol;
using S3Replicator.LocalAws.Sqs.Queues;

namespace S3Replicator.LocalAws.Sqs.Operations;

/// <summary>The answer to one message sent.</summary>
internal readonly record struct SendAnswer(string? Id, SentMessage Sent, MessageContent Content)
{
    public static SendAnswer Of(string? id, MessageContent content, SentMessage sent) => new(id, sent, content);

    public void Write(ResponseWriter writer)
    {
        if (Id is not null)
        {
            writer.Text("Id", Id);
        }

        writer.Id("MessageId", Sent.MessageId);
        writer.Digest("MD5OfMessageBody", Content.BodyDigest);
        if (Content.AttributesDigest is { } attributes)
        {
            writer.Digest("MD5OfMessageAttributes", attributes);
        }

        if (Content.TraceHeader is { } header)
        {
            var attribute = new MessageAttribute("AWSTraceHeader", "String", header, BinaryValue: null);
            writer.Digest("MD5OfMessageSystemAttributes", AttributeDigest.Of([attribute]));
        }

        if (Sent.SequenceNumber is { } number)
        {
            writer.Text("SequenceNumber", number);
        }
    }
}
