using System.Globalization;
using System.Text.Json;

namespace S3Replicator.LocalAws.Sqs.Attributes;

/// <summary>After how many receives a message goes to which dead-letter queue.</summary>
/// <param name="Text">As it was set.</param>
/// <param name="DeadLetterTargetArn">The dead-letter queue.</param>
/// <param name="MaxReceiveCount">1 to 1,000.</param>
internal sealed record RedrivePolicy(string Text, string DeadLetterTargetArn, int MaxReceiveCount)
{
    private const int MostReceives = 1000;

    public static RedrivePolicy Parse(string text)
    {
        using var json = AttributeJson.ParseMap(text, AttributeNames.RedrivePolicy, "Redrive policy");
        string? target = null;
        int? count = null;
        foreach (var member in json.RootElement.EnumerateObject())
        {
            switch (member.Name)
            {
                case "deadLetterTargetArn":
                    target = member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString() : string.Empty;
                    break;
                case "maxReceiveCount":
                    count = ReadCount(text, member.Value);
                    break;
                default:
                    throw AttributeJson.Invalid(text, AttributeNames.RedrivePolicy, $"Unknown member {member.Name}.");
            }
        }

        if (target is null)
        {
            throw AttributeJson.Invalid(
                text, AttributeNames.RedrivePolicy, "Redrive policy does not contain mandatory attribute: deadLetterTargetArn.");
        }

        return new RedrivePolicy(text, target, count ?? throw AttributeJson.Invalid(
            text, AttributeNames.RedrivePolicy, "Redrive policy does not contain mandatory attribute: maxReceiveCount."));
    }

    private static int ReadCount(string text, JsonElement element)
    {
        var written = element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText();
        return int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= MostReceives
            ? count
            : throw AttributeJson.Invalid(
                text, AttributeNames.RedrivePolicy, "Invalid value for maxReceiveCount: must be an integer from 1 to 1000.");
    }
}
