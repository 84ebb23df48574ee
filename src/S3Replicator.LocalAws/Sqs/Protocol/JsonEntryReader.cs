using System.Text.Json;
using S3Replicator.LocalAws.Sqs.Messages;

namespace S3Replicator.LocalAws.Sqs.Protocol;

/// <summary>Reads the members of a message, in a batch or alone.</summary>
internal static class JsonEntryReader
{
    /// <summary>False, with the reader where it was, when the member is none of a message.</summary>
    public static bool TryReadMember(ref Utf8JsonReader reader, RequestEntry entry)
    {
        if (reader.ValueTextEquals("Id"u8))
        {
            entry.Id = JsonValues.ReadText(ref reader);
        }
        else if (reader.ValueTextEquals("ReceiptHandle"u8))
        {
            entry.ReceiptHandle = JsonValues.ReadText(ref reader);
        }
        else if (reader.ValueTextEquals("MessageBody"u8))
        {
            entry.MessageBody = JsonValues.ReadUtf8(ref reader);
        }
        else if (reader.ValueTextEquals("VisibilityTimeout"u8))
        {
            entry.VisibilityTimeout = JsonValues.ReadInteger(ref reader);
        }
        else if (reader.ValueTextEquals("DelaySeconds"u8))
        {
            entry.DelaySeconds = JsonValues.ReadInteger(ref reader);
        }
        else if (reader.ValueTextEquals("MessageAttributes"u8))
        {
            entry.MessageAttributes = ReadAttributes(ref reader);
        }
        else if (reader.ValueTextEquals("MessageSystemAttributes"u8))
        {
            entry.MessageSystemAttributes = ReadAttributes(ref reader);
        }
        else if (reader.ValueTextEquals("MessageDeduplicationId"u8))
        {
            entry.MessageDeduplicationId = JsonValues.ReadText(ref reader);
        }
        else if (reader.ValueTextEquals("MessageGroupId"u8))
        {
            entry.MessageGroupId = JsonValues.ReadText(ref reader);
        }
        else
        {
            return false;
        }

        return true;
    }

    private static List<MessageAttribute>? ReadAttributes(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        JsonValues.Expect(reader.TokenType, JsonTokenType.StartObject, "Map");
        var attributes = new List<MessageAttribute>();
        while (JsonValues.NextMember(ref reader))
        {
            var name = reader.GetString()!;
            reader.Read();
            JsonValues.Expect(reader.TokenType, JsonTokenType.StartObject, "Object");
            attributes.Add(ReadAttribute(ref reader, name));
        }

        return attributes;
    }

    private static MessageAttribute ReadAttribute(ref Utf8JsonReader reader, string name)
    {
        var attribute = new MessageAttribute(name, DataType: string.Empty, StringValue: null, BinaryValue: null);
        while (JsonValues.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("DataType"u8))
            {
                attribute = attribute with { DataType = JsonValues.ReadText(ref reader) ?? string.Empty };
            }
            else if (reader.ValueTextEquals("StringValue"u8))
            {
                attribute = attribute with { StringValue = JsonValues.ReadText(ref reader) };
            }
            else if (reader.ValueTextEquals("BinaryValue"u8))
            {
                attribute = attribute with { BinaryValue = JsonValues.ReadBase64(ref reader) };
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return attribute;
    }
}
