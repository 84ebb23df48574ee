using System.Text.Json;
using System.Text.Json.Nodes;

namespace S3Replicator.Aws.Sqs;

/// <summary>Reads a queue's redrive policy.</summary>
internal static class RedrivePolicies
{
    /// <summary>How often a message is received before it goes to the dead-letter queue; null where there is none. SQS writes the number as a text, too.</summary>
    public static int? MostReceives(string? policy)
    {
        try
        {
            return string.IsNullOrEmpty(policy) ? null
                : JsonNode.Parse(policy)?["maxReceiveCount"] is JsonValue count
                    ? count.TryGetValue(out int number) ? number
                        : count.TryGetValue(out string? text) && int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var parsed) ? parsed : null
                    : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
