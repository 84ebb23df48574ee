using System.Globalization;

namespace S3Replicator.LocalAws.Sqs.Attributes;

/// <summary>Spells settings as attributes.</summary>
internal static class SettingsWriter
{
    public static IEnumerable<KeyValuePair<string, string>> Attributes(QueueSettings settings)
    {
        yield return new(AttributeNames.VisibilityTimeout, Text(settings.VisibilityTimeout));
        yield return new(AttributeNames.MaximumMessageSize, Text(settings.MaximumMessageSize));
        yield return new(AttributeNames.MessageRetentionPeriod, Text(settings.MessageRetentionPeriod));
        yield return new(AttributeNames.DelaySeconds, Text(settings.DelaySeconds));
        yield return new(AttributeNames.ReceiveMessageWaitTimeSeconds, Text(settings.ReceiveMessageWaitTimeSeconds));
        if (settings.Policy is { } policy)
        {
            yield return new(AttributeNames.Policy, policy.Text);
        }

        if (settings.RedrivePolicy is { } redrive)
        {
            yield return new(AttributeNames.RedrivePolicy, redrive.Text);
        }

        if (settings.RedriveAllowPolicy is { } allow)
        {
            yield return new(AttributeNames.RedriveAllowPolicy, allow.Text);
        }

        if (settings.KmsMasterKeyId is { } key)
        {
            yield return new(AttributeNames.KmsMasterKeyId, key);
            yield return new(AttributeNames.KmsDataKeyReusePeriodSeconds, Text(settings.KmsDataKeyReusePeriodSeconds));
        }

        yield return new(AttributeNames.SqsManagedSseEnabled, Text(settings.SqsManagedSseEnabled));
        if (settings.IsFifo)
        {
            yield return new(AttributeNames.FifoQueue, Text(flag: true));
            yield return new(AttributeNames.ContentBasedDeduplication, Text(settings.ContentBasedDeduplication));
            yield return new(AttributeNames.DeduplicationScope, settings.DeduplicationScope);
            yield return new(AttributeNames.FifoThroughputLimit, settings.FifoThroughputLimit);
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(bool flag) => flag ? "true" : "false";
}
