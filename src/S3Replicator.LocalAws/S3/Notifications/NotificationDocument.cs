using System.Xml.Linq;
using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.S3.Protocol;
using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3.Notifications;

/// <summary>The XML form of a notification configuration, with S3's checks.</summary>
internal static class NotificationDocument
{
    private const int MaxIdLength = 255;
    private const string EventBridge = "EventBridgeConfiguration";
    private static readonly string[] OtherTargets = ["TopicConfiguration", "CloudFunctionConfiguration"];

    public static NotificationConfiguration Parse(XElement root, IdSource ids)
    {
        foreach (var target in OtherTargets)
        {
            if (root.Child(target) is not null)
            {
                throw new AwsErrorException(S3Errors.UnsupportedResource(target));
            }
        }

        QueueNotification[] queues = [.. root.Children("QueueConfiguration").Select(queue => ParseQueue(queue, ids))];
        Check(queues);
        return new NotificationConfiguration(queues) { HasEventBridge = root.Child(EventBridge) is not null };
    }

    /// <exception cref="AwsErrorException">An event is not known, or two entries clash.</exception>
    public static void Check(QueueNotification[] queues)
    {
        for (var i = 0; i < queues.Length; i++)
        {
            if (queues[i].Events.Length == 0)
            {
                throw new AwsErrorException(S3Errors.MalformedXml);
            }

            foreach (var name in queues[i].Events)
            {
                if (!EventNames.IsKnown(name))
                {
                    throw new AwsErrorException(S3Errors.InvalidArgument("The event is not supported for notifications", "Event", name));
                }
            }

            for (var j = 0; j < i; j++)
            {
                RefuseClash(queues[i], queues[j]);
            }
        }
    }

    public static XmlText Write(NotificationConfiguration configuration)
    {
        var xml = new XmlText().OpenRoot("NotificationConfiguration");
        foreach (var queue in configuration.Queues)
        {
            xml.Open("QueueConfiguration").Element("Id", queue.Id).Element("Queue", queue.QueueArn);
            foreach (var name in queue.Events)
            {
                xml.Element("Event", name);
            }

            if (queue.Prefix.Length > 0 || queue.Suffix.Length > 0)
            {
                xml.Open("Filter").Open("S3Key");
                WriteRule(xml, "Prefix", queue.Prefix);
                WriteRule(xml, "Suffix", queue.Suffix);
                xml.Close("S3Key").Close("Filter");
            }

            xml.Close("QueueConfiguration");
        }

        if (configuration.HasEventBridge)
        {
            xml.Open(EventBridge).Close(EventBridge);
        }

        return xml.Close("NotificationConfiguration");
    }

    private static void WriteRule(XmlText xml, string name, string value)
    {
        if (value.Length > 0)
        {
            xml.Open("FilterRule").Element("Name", name).Element("Value", value).Close("FilterRule");
        }
    }

    private static QueueNotification ParseQueue(XElement element, IdSource ids)
    {
        var id = element.Text("Id") is { Length: > 0 } given ? given : ids.ConfigurationId();
        if (id.Length > MaxIdLength)
        {
            throw new AwsErrorException(S3Errors.InvalidArgument("The maximum length of the Id is 255 characters", "Id", id));
        }

        string[] events = [.. element.Children("Event").Select(child => child.Value)];
        var rules = element.Child("Filter")?.Child("S3Key")?.Children("FilterRule").ToList() ?? [];
        return new QueueNotification(id, element.Required("Queue"), events, RuleValue(rules, "prefix"), RuleValue(rules, "suffix"));
    }

    private static string RuleValue(List<XElement> rules, string name)
    {
        string? value = null;
        foreach (var rule in rules)
        {
            var ruleName = rule.Required("Name");
            if (!ruleName.Equals("prefix", StringComparison.OrdinalIgnoreCase) && !ruleName.Equals("suffix", StringComparison.OrdinalIgnoreCase))
            {
                throw new AwsErrorException(S3Errors.InvalidArgument(
                    "filter rule name must be either prefix or suffix", "FilterRule.Name", ruleName));
            }

            if (!ruleName.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            value = value is null
                ? rule.Required("Value")
                : throw new AwsErrorException(S3Errors.InvalidArgument(
                    $"Cannot specify more than one {name} rule in a filter.", "FilterRule.Name", ruleName));
        }

        return value ?? "";
    }

    private static void RefuseClash(QueueNotification a, QueueNotification b)
    {
        if (string.Equals(a.Id, b.Id, StringComparison.Ordinal))
        {
            throw new AwsErrorException(S3Errors.InvalidArgument(
                "Same ID used for multiple configurations. IDs must be unique", "Id", a.Id));
        }

        if (a.Overlaps(b))
        {
            var isUnfiltered = a.Prefix.Length + a.Suffix.Length + b.Prefix.Length + b.Suffix.Length == 0;
            throw new AwsErrorException(new AwsError(
                400,
                "InvalidArgument",
                isUnfiltered
                    ? "Configurations overlap. Configurations on the same bucket cannot share a common event type."
                    : "Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type."));
        }
    }
}
