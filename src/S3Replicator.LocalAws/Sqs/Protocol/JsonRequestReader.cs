using System.Text.Json;

namespace S3Replicator.LocalAws.Sqs.Protocol;

/// <summary>Reads requests of the AWS JSON 1.0 protocol. Members it does not know are passed over, as SQS does.</summary>
internal static class JsonRequestReader
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 16 };

    public static SqsRequest Read(ReadOnlySpan<byte> body)
    {
        var request = new SqsRequest();
        if (body.IsEmpty)
        {
            return request;
        }

        try
        {
            var reader = new Utf8JsonReader(body, Options);
            reader.Read();
            JsonValues.Expect(reader.TokenType, JsonTokenType.StartObject, "Object");
            while (JsonValues.NextMember(ref reader))
            {
                ReadMember(ref reader, request);
            }

            // What comes after the object is looked at too: it must be nothing.
            reader.Read();
            return request;
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException)
        {
            // Invalid UTF-8 and lone surrogates come as InvalidOperationException.
            throw new SqsErrorException(SqsError.Serialization(
                error is FormatException ? error.Message : "The request body is not valid JSON."));
        }
    }

    private static void ReadMember(ref Utf8JsonReader reader, SqsRequest request)
    {
        if (reader.ValueTextEquals("QueueUrl"u8))
        {
            request.QueueUrl = JsonValues.ReadText(ref reader);
        }
        else if (reader.ValueTextEquals("Entries"u8))
        {
            request.Entries = ReadEntries(ref reader);
        }
        else if (reader.ValueTextEquals("MaxNumberOfMessages"u8))
        {
            request.MaxNumberOfMessages = JsonValues.ReadInteger(ref reader);
        }
        else if (reader.ValueTextEquals("WaitTimeSeconds"u8))
        {
            request.WaitTimeSeconds = JsonValues.ReadInteger(ref reader);
        }
        else if (reader.ValueTextEquals("AttributeNames"u8))
        {
            request.AttributeNames = JsonValues.ReadTexts(ref reader);
        }
        else if (reader.ValueTextEquals("MessageSystemAttributeNames"u8))
        {
            request.MessageSystemAttributeNames = JsonValues.ReadTexts(ref reader);
        }
        else if (reader.ValueTextEquals("MessageAttributeNames"u8))
        {
            request.MessageAttributeNames = JsonValues.ReadTexts(ref reader);
        }
        else if (!JsonEntryReader.TryReadMember(ref reader, request.Entry))
        {
            ReadRareMember(ref reader, request);
        }
    }

    private static void ReadRareMember(ref Utf8JsonReader reader, SqsRequest request)
    {
        switch (reader.GetString())
        {
            case "QueueName":
                request.QueueName = JsonValues.ReadText(ref reader);
                break;
            case "QueueOwnerAWSAccountId":
                request.QueueOwnerAccountId = JsonValues.ReadText(ref reader);
                break;
            case "QueueNamePrefix":
                request.QueueNamePrefix = JsonValues.ReadText(ref reader);
                break;
            case "NextToken":
                request.NextToken = JsonValues.ReadText(ref reader);
                break;
            case "MaxResults":
                request.MaxResults = JsonValues.ReadInteger(ref reader);
                break;
            case "Attributes":
                request.Attributes = JsonValues.ReadMap(ref reader);
                break;
            case "tags" or "Tags":
                request.Tags = JsonValues.ReadMap(ref reader);
                break;
            case "TagKeys":
                request.TagKeys = JsonValues.ReadTexts(ref reader);
                break;
            case "ReceiveRequestAttemptId":
                request.ReceiveRequestAttemptId = JsonValues.ReadText(ref reader);
                break;
            default:
                ReadPermissionOrTaskMember(ref reader, request);
                break;
        }
    }

    private static void ReadPermissionOrTaskMember(ref Utf8JsonReader reader, SqsRequest request)
    {
        switch (reader.GetString())
        {
            case "Label":
                request.Label = JsonValues.ReadText(ref reader);
                break;
            case "AWSAccountIds":
                request.AccountIds = JsonValues.ReadTexts(ref reader);
                break;
            case "Actions":
                request.Actions = JsonValues.ReadTexts(ref reader);
                break;
            case "SourceArn":
                request.SourceArn = JsonValues.ReadText(ref reader);
                break;
            case "DestinationArn":
                request.DestinationArn = JsonValues.ReadText(ref reader);
                break;
            case "MaxNumberOfMessagesPerSecond":
                request.MaxNumberOfMessagesPerSecond = JsonValues.ReadInteger(ref reader);
                break;
            case "TaskHandle":
                request.TaskHandle = JsonValues.ReadText(ref reader);
                break;
            default:
                reader.Read();
                reader.Skip();
                break;
        }
    }

    private static List<RequestEntry>? ReadEntries(ref Utf8JsonReader reader)
    {
        if (!JsonValues.BeginList(ref reader))
        {
            return null;
        }

        var entries = new List<RequestEntry>(10);
        while (JsonValues.NextItem(ref reader))
        {
            JsonValues.Expect(reader.TokenType, JsonTokenType.StartObject, "Object");
            var entry = new RequestEntry();
            while (JsonValues.NextMember(ref reader))
            {
                if (!JsonEntryReader.TryReadMember(ref reader, entry))
                {
                    reader.Read();
                    reader.Skip();
                }
            }

            entries.Add(entry);
        }

        return entries;
    }
}
