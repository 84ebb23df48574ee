using System.Globalization;
using S3Replicator.LocalAws.Sqs.Attributes;
using S3Replicator.LocalAws.Sqs.Protocol;
using S3Replicator.LocalAws.Sqs.Queues;

namespace S3Replicator.LocalAws.Sqs.Operations;

/// <summary>Attributes and tags of queues.</summary>
internal sealed class AttributeOperations(QueueAccess access)
{
    public ISqsResult Get(SqsCall call)
    {
        var queue = access.Queue(call, "GetQueueAttributes");
        var asked = call.Request.AttributeNames ?? [];
        foreach (var name in asked)
        {
            if (!IsKnown(name))
            {
                throw new SqsErrorException(SqsError.InvalidAttributeName($"Unknown Attribute {name}."));
            }
        }

        var all = asked.Contains(AttributeNames.All, StringComparer.Ordinal);
        return new MapResult(
            "Attributes",
            EntryNames.Attribute,
            [.. Attributes(queue).Where(a => all || asked.Contains(a.Key, StringComparer.Ordinal))]);
    }

    public ISqsResult Set(SqsCall call)
    {
        var queue = access.Queue(call, "SetQueueAttributes");
        if (call.Request.Attributes is not { Count: > 0 } attributes)
        {
            throw new SqsErrorException(SqsError.MissingParameter("Attributes"));
        }

        queue.Change(settings =>
        {
            var changed = SettingsReader.Apply(settings, attributes, isNew: false);
            if (!ReferenceEquals(changed.RedrivePolicy, settings.RedrivePolicy))
            {
                RedriveCheck.Check(changed, queue.Name, access.Queues);
            }

            return changed;
        });
        return Nothing.Result;
    }

    public ISqsResult Tag(SqsCall call)
    {
        var queue = access.Queue(call, "TagQueue");
        if (call.Request.Tags is not { Count: > 0 } tags)
        {
            throw new SqsErrorException(SqsError.MissingParameter("Tags"));
        }

        if (tags.Exists(t => t.Key.Length is 0 or > 128 || t.Value.Length > 256))
        {
            throw new SqsErrorException(SqsError.InvalidParameter("Tag keys must be between 1 and 128 characters in length, and tag values must be between 0 and 256 characters in length."));
        }

        queue.SetTags(tags);
        return Nothing.Result;
    }

    public ISqsResult Untag(SqsCall call)
    {
        var queue = access.Queue(call, "UntagQueue");
        if (call.Request.TagKeys is not { Count: > 0 } keys)
        {
            throw new SqsErrorException(SqsError.MissingParameter("TagKeys"));
        }

        queue.RemoveTags(keys);
        return Nothing.Result;
    }

    public ISqsResult ListTags(SqsCall call) =>
        new MapResult("Tags", EntryNames.Tag, access.Queue(call, "ListQueueTags").Tags.ToList());

    private static bool IsKnown(string name) => name
        is AttributeNames.All
        or AttributeNames.Policy
        or AttributeNames.VisibilityTimeout
        or AttributeNames.MaximumMessageSize
        or AttributeNames.MessageRetentionPeriod
        or AttributeNames.ApproximateNumberOfMessages
        or AttributeNames.ApproximateNumberOfMessagesNotVisible
        or AttributeNames.ApproximateNumberOfMessagesDelayed
        or AttributeNames.CreatedTimestamp
        or AttributeNames.LastModifiedTimestamp
        or AttributeNames.QueueArn
        or AttributeNames.DelaySeconds
        or AttributeNames.ReceiveMessageWaitTimeSeconds
        or AttributeNames.RedrivePolicy
        or AttributeNames.RedriveAllowPolicy
        or AttributeNames.FifoQueue
        or AttributeNames.ContentBasedDeduplication
        or AttributeNames.DeduplicationScope
        or AttributeNames.FifoThroughputLimit
        or AttributeNames.KmsMasterKeyId
        or AttributeNames.KmsDataKeyReusePeriodSeconds
        or AttributeNames.SqsManagedSseEnabled;

    private static IEnumerable<KeyValuePair<string, string>> Attributes(MessageQueue queue)
    {
        var depth = queue.Depth;
        yield return new(AttributeNames.QueueArn, queue.Arn);
        yield return new(AttributeNames.ApproximateNumberOfMessages, Text(depth.Visible));
        yield return new(AttributeNames.ApproximateNumberOfMessagesNotVisible, Text(depth.InFlight));
        yield return new(AttributeNames.ApproximateNumberOfMessagesDelayed, Text(depth.Delayed));
        yield return new(AttributeNames.CreatedTimestamp, Text(queue.CreatedAt / 1000));
        yield return new(AttributeNames.LastModifiedTimestamp, Text(queue.LastModifiedAt / 1000));
        foreach (var attribute in SettingsWriter.Attributes(queue.Settings))
        {
            yield return attribute;
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
