using System.Globalization;
using S3Replicator.LocalAws.Identity.Policies.Documents;

namespace S3Replicator.LocalAws.Sqs.Attributes;

/// <summary>Applies attributes as they came with a request to the settings of a queue.</summary>
internal static class SettingsReader
{
    public static QueueSettings Apply(QueueSettings settings, IReadOnlyList<KeyValuePair<string, string>> attributes, bool isNew)
    {
        var isFifo = isNew ? attributes.Any(a => a.Key is AttributeNames.FifoQueue) : settings.IsFifo;
        foreach (var (name, value) in attributes)
        {
            settings = IsFifoOnly(name) ? ApplyFifo(settings, name, value, isNew, isFifo) : Apply(settings, name, value);
        }

        if (settings is { SqsManagedSseEnabled: true, KmsMasterKeyId: not null })
        {
            if (attributes.Any(a => a.Key is AttributeNames.SqsManagedSseEnabled))
            {
                throw new SqsErrorException(SqsError.InvalidAttributeName(
                    "You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE."));
            }

            settings = settings with { SqsManagedSseEnabled = false };
        }

        return settings;
    }

    private static QueueSettings Apply(QueueSettings settings, string name, string value) => name switch
    {
        AttributeNames.DelaySeconds => settings with { DelaySeconds = Number(name, value, 0, 900) },
        AttributeNames.MaximumMessageSize => settings with { MaximumMessageSize = Number(name, value, 1024, 1_048_576) },
        AttributeNames.MessageRetentionPeriod => settings with { MessageRetentionPeriod = Number(name, value, 60, 1_209_600) },
        AttributeNames.ReceiveMessageWaitTimeSeconds => settings with { ReceiveMessageWaitTimeSeconds = Number(name, value, 0, 20) },
        AttributeNames.VisibilityTimeout => settings with { VisibilityTimeout = Number(name, value, 0, 43_200) },
        AttributeNames.Policy => settings with { Policy = value.Length == 0 ? null : ReadPolicy(value) },
        AttributeNames.RedrivePolicy => settings with { RedrivePolicy = value.Length == 0 ? null : RedrivePolicy.Parse(value) },
        AttributeNames.RedriveAllowPolicy =>
            settings with { RedriveAllowPolicy = value.Length == 0 ? null : RedriveAllowPolicy.Parse(value) },
        AttributeNames.KmsMasterKeyId => settings with { KmsMasterKeyId = value.Length == 0 ? null : value },
        AttributeNames.KmsDataKeyReusePeriodSeconds =>
            settings with { KmsDataKeyReusePeriodSeconds = Number(name, value, 60, 86_400) },
        AttributeNames.SqsManagedSseEnabled => settings with { SqsManagedSseEnabled = Flag(name, value) },
        _ => throw Unknown(name),
    };

    private static bool IsFifoOnly(string name) => name
        is AttributeNames.FifoQueue
        or AttributeNames.ContentBasedDeduplication
        or AttributeNames.DeduplicationScope
        or AttributeNames.FifoThroughputLimit;

    private static QueueSettings ApplyFifo(QueueSettings settings, string name, string value, bool isNew, bool isFifo)
    {
        if (!isFifo)
        {
            throw Unknown(name);
        }

        switch (name)
        {
            case AttributeNames.FifoQueue when isNew:
                return Flag(name, value) ? settings with { IsFifo = true } : throw Unknown(name);
            case AttributeNames.FifoQueue:
                return Flag(name, value)
                    ? settings
                    : throw new SqsErrorException(SqsError.InvalidAttributeValue(
                        "Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not supported."));
            case AttributeNames.ContentBasedDeduplication:
                return settings with { ContentBasedDeduplication = Flag(name, value) };
            case AttributeNames.DeduplicationScope:
                return settings with { DeduplicationScope = value is "queue" or "messageGroup" ? value : throw Invalid(name) };
            default:
                return settings with { FifoThroughputLimit = value is "perQueue" or "perMessageGroupId" ? value : throw Invalid(name) };
        }
    }

    private static PolicyDocument ReadPolicy(string value) =>
        PolicyParser.Parse(value, PolicyKind.Resource).Document ?? throw Invalid(AttributeNames.Policy);

    private static int Number(string name, string value, int least, int most) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Invalid(name);

    private static bool Flag(string name, string value) => value switch
    {
        "true" => true,
        "false" => false,
        _ => bool.TryParse(value, out var flag) ? flag : throw Invalid(name),
    };

    private static SqsErrorException Unknown(string name) => new(SqsError.InvalidAttributeName($"Unknown Attribute {name}."));

    private static SqsErrorException Invalid(string name) =>
        new(SqsError.InvalidAttributeValue($"Invalid value for the parameter {name}."));
}
