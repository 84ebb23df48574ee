using System.Text.Json;

namespace S3Replicator.LocalAws.Sqs.Attributes;

/// <summary>Attributes whose value is a JSON document.</summary>
internal static class AttributeJson
{
    public static JsonDocument ParseMap(string text, string attribute, string what)
    {
        JsonDocument? json = null;
        try
        {
            json = JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            // Said below, together with documents that are JSON but no map.
        }

        if (json?.RootElement.ValueKind == JsonValueKind.Object)
        {
            return json;
        }

        json?.Dispose();
        throw Invalid(text, attribute, $"{what} is not a valid JSON map.");
    }

    public static SqsErrorException Invalid(string text, string attribute, string reason) =>
        new(SqsError.InvalidParameter($"Value {text} for parameter {attribute} is invalid. Reason: {reason}"));
}
