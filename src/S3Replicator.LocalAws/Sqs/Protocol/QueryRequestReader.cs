using System.Globalization;
using System.Text;
using S3Replicator.LocalAws.Query;
using S3Replicator.LocalAws.Sqs.Messages;

namespace S3Replicator.LocalAws.Sqs.Protocol;

/// <summary>Reads requests of the Query protocol.</summary>
internal static class QueryRequestReader
{
    public static SqsRequest Read(QueryForm form, string action)
    {
        var request = new SqsRequest
        {
            QueueUrl = form["QueueUrl"],
            QueueName = form["QueueName"],
            QueueOwnerAccountId = form["QueueOwnerAWSAccountId"],
            QueueNamePrefix = form["QueueNamePrefix"],
            NextToken = form["NextToken"],
            MaxResults = Integer("MaxResults", form["MaxResults"]),
            Attributes = ReadMap(form, "Attribute", "Name"),
            Tags = ReadMap(form, "Tag", "Key"),
            TagKeys = [.. form.List("TagKey")],
            AttributeNames = [.. form.List("AttributeName")],
            MessageSystemAttributeNames = [.. form.List("MessageSystemAttributeName")],
            MessageAttributeNames = [.. form.List("MessageAttributeName")],
            MaxNumberOfMessages = Integer("MaxNumberOfMessages", form["MaxNumberOfMessages"]),
            WaitTimeSeconds = Integer("WaitTimeSeconds", form["WaitTimeSeconds"]),
            ReceiveRequestAttemptId = form["ReceiveRequestAttemptId"],
            Label = form["Label"],
            AccountIds = [.. form.List("AWSAccountId")],
            Actions = [.. form.List("ActionName")],
            SourceArn = form["SourceArn"],
            DestinationArn = form["DestinationArn"],
            MaxNumberOfMessagesPerSecond = Integer("MaxNumberOfMessagesPerSecond", form["MaxNumberOfMessagesPerSecond"]),
            TaskHandle = form["TaskHandle"],
        };
        ReadEntry(request.Entry, name => form[name], name => form.Groups(name));
        request.Entries = [.. form.Groups(action + "RequestEntry").Select(g => ReadEntry(g.Value))];
        return request;
    }

    private static RequestEntry ReadEntry(Dictionary<string, string> members)
    {
        var entry = new RequestEntry();
        ReadEntry(entry, name => members.GetValueOrDefault(name), name => Groups(members, name));
        return entry;
    }

    private static void ReadEntry(
        RequestEntry entry,
        Func<string, string?> member,
        Func<string, IEnumerable<KeyValuePair<int, Dictionary<string, string>>>> groups)
    {
        entry.Id = member("Id");
        entry.MessageBody = member("MessageBody") is { } body ? Encoding.UTF8.GetBytes(body) : null;
        entry.DelaySeconds = Integer("DelaySeconds", member("DelaySeconds"));
        entry.MessageDeduplicationId = member("MessageDeduplicationId");
        entry.MessageGroupId = member("MessageGroupId");
        entry.ReceiptHandle = member("ReceiptHandle");
        entry.VisibilityTimeout = Integer("VisibilityTimeout", member("VisibilityTimeout"));
        entry.MessageAttributes = ReadAttributes(groups("MessageAttribute"));
        entry.MessageSystemAttributes = ReadAttributes(groups("MessageSystemAttribute"));
    }

    private static SortedDictionary<int, Dictionary<string, string>> Groups(Dictionary<string, string> members, string name)
    {
        var groups = new SortedDictionary<int, Dictionary<string, string>>();
        foreach (var (key, value) in members)
        {
            if (QueryForm.TryReadIndex(key, name, out var index, out var rest))
            {
                if (!groups.TryGetValue(index, out var group))
                {
                    groups.Add(index, group = new Dictionary<string, string>(StringComparer.Ordinal));
                }

                group[rest] = value;
            }
        }

        return groups;
    }

    private static List<MessageAttribute> ReadAttributes(IEnumerable<KeyValuePair<int, Dictionary<string, string>>> groups) =>
        [.. groups.Select(g => new MessageAttribute(
            g.Value.GetValueOrDefault("Name", string.Empty),
            g.Value.GetValueOrDefault("Value.DataType", string.Empty),
            g.Value.GetValueOrDefault("Value.StringValue"),
            Binary(g.Value.GetValueOrDefault("Value.BinaryValue"))))];

    private static List<KeyValuePair<string, string>> ReadMap(QueryForm form, string name, string key) =>
        [.. form.Groups(name).Select(g => KeyValuePair.Create(
            g.Value.GetValueOrDefault(key, string.Empty), g.Value.GetValueOrDefault("Value", string.Empty)))];

    private static int? Integer(string name, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new SqsErrorException(SqsError.InvalidParameter(
                $"Value {text} for parameter {name} is invalid. Reason: Must be an integer."));
    }

    private static byte[]? Binary(string? base64)
    {
        if (base64 is null)
        {
            return null;
        }

        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length)
            ? bytes[..length]
            : throw new SqsErrorException(SqsError.InvalidParameter("The binary value of a message attribute is not valid base64."));
    }
}
