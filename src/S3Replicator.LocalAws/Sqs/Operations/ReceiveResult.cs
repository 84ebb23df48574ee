using System.Globalization;
using S3Replicator.LocalAws.Sqs.Messages;
using S3Replicator.LocalAws.Sqs.Protocol;

namespace S3Replicator.LocalAws.Sqs.Operations;

internal sealed record ReceiveResult(ReceivedMessage[] Messages, AttributeSelection Selection) : ISqsResult
{
    public void Write(ResponseWriter writer)
    {
        if (Messages.Length == 0)
        {
            return;
        }

        writer.BeginList("Messages");
        foreach (var received in Messages)
        {
            writer.BeginItem("Message");
            WriteMessage(writer, received);
            writer.EndItem();
        }

        writer.EndList();
    }

    private void WriteMessage(ResponseWriter writer, in ReceivedMessage received)
    {
        var content = received.Message.Content;
        Span<byte> handle = stackalloc byte[ReceiptHandle.TextLength];
        received.Handle.Format(handle);
        writer.Id("MessageId", content.MessageId);
        writer.Utf8("ReceiptHandle", handle);
        writer.Digest("MD5OfBody", content.BodyDigest);
        writer.Utf8("Body", content.Body.Span);
        if (Selection.HasSystem)
        {
            WriteSystemAttributes(writer, received);
        }

        if (Selection.HasMessage && content.Attributes.Length > 0)
        {
            WriteAttributes(writer, content);
        }
    }

    private void WriteSystemAttributes(ResponseWriter writer, in ReceivedMessage received)
    {
        var content = received.Message.Content;
        writer.BeginMap("Attributes");
        WriteSystem(writer, "SenderId", content.SenderId);
        WriteSystem(writer, "SentTimestamp", received.Message.SentAt);
        WriteSystem(writer, "ApproximateReceiveCount", received.ReceiveCount);
        WriteSystem(writer, "ApproximateFirstReceiveTimestamp", received.FirstReceivedAt);
        WriteSystem(writer, "AWSTraceHeader", content.TraceHeader);
        WriteSystem(writer, "MessageGroupId", content.GroupId);
        WriteSystem(writer, "MessageDeduplicationId", content.DeduplicationId);
        WriteSystem(writer, "SequenceNumber", received.Message.SequenceNumber);
        WriteSystem(writer, "DeadLetterQueueSourceArn", received.Message.DeadLetterSourceArn);
        writer.EndMap();
    }

    private void WriteSystem(ResponseWriter writer, string name, long value)
    {
        if (Selection.WantsSystem(name))
        {
            writer.Entry(EntryNames.Attribute, name, value.ToString(CultureInfo.InvariantCulture));
        }
    }

    private void WriteSystem(ResponseWriter writer, string name, string? value)
    {
        if (value is not null && Selection.WantsSystem(name))
        {
            writer.Entry(EntryNames.Attribute, name, value);
        }
    }

    private void WriteAttributes(ResponseWriter writer, MessageContent content)
    {
        var wanted = Array.FindAll(content.Attributes, a => Selection.WantsMessage(a.Name));
        if (wanted.Length == 0)
        {
            return;
        }

        writer.Digest(
            "MD5OfMessageAttributes",
            wanted.Length == content.Attributes.Length ? content.AttributesDigest!.Value : AttributeDigest.Of(wanted));
        writer.BeginMap("MessageAttributes");
        foreach (var attribute in wanted)
        {
            writer.BeginEntry(EntryNames.MessageAttribute, attribute.Name);
            if (attribute.BinaryValue is { } binary)
            {
                writer.Text("BinaryValue", Convert.ToBase64String(binary));
            }
            else
            {
                writer.Text("StringValue", attribute.StringValue!);
            }

            writer.Text("DataType", attribute.DataType);
            writer.EndEntry(EntryNames.MessageAttribute);
        }

        writer.EndMap();
    }
}
