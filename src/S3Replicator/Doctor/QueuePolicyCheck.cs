using System.Text.Json;

namespace S3Replicator.Doctor;

/// <summary>Judges whether a queue takes messages of S3 for a bucket; pure.</summary>
internal static class QueuePolicyCheck
{
    private const string Check = "queue policy";

    public static Finding Of(QueueFacts queue, string bucket)
    {
        var subject = $"{bucket} → {queue.Name}";
        var statement = """{"Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"sqs:SendMessage","Resource":"QUEUE","Condition":{"ArnEquals":{"aws:SourceArn":"BUCKET"}}}"""
            .Replace("QUEUE", queue.Arn, StringComparison.Ordinal)
            .Replace("BUCKET", $"arn:aws:s3:::{bucket}", StringComparison.Ordinal);
        var mend = $"Add to the queue's policy: {statement}; s3replicator iam prints all of it.";

        if (!queue.Attributes.TryGetValue("Policy", out var text) || text.Length == 0)
        {
            return Finding.Fail(Check, subject, "the queue has no policy, so S3 may not send", mend);
        }

        try
        {
            using var policy = JsonDocument.Parse(text);
            var statements = policy.RootElement.GetProperty("Statement");
            var all = statements.ValueKind == JsonValueKind.Array ? [.. statements.EnumerateArray()] : new List<JsonElement> { statements };
            return all.Exists(statement => Allows(statement, bucket))
                ? Finding.Pass(Check, subject, "S3 may send")
                : Finding.Fail(Check, subject, "no statement lets S3 send for this bucket", mend);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return Finding.Warn(Check, subject, "the queue's policy cannot be read", mend);
        }
    }

    private static bool Allows(JsonElement statement, string bucket) =>
        string.Equals(statement.GetProperty("Effect").GetString(), "Allow", StringComparison.Ordinal)
        && Has(statement, "Action", action => Wildcard.Matches(action, "sqs:SendMessage", StringComparison.OrdinalIgnoreCase))
        && statement.TryGetProperty("Principal", out var principal)
        && (IsAnybody(principal) || (principal.ValueKind == JsonValueKind.Object && Has(principal, "Service", name => name == "s3.amazonaws.com")))
        && SourcesFit(statement, bucket);

    private static bool IsAnybody(JsonElement principal) =>
        principal.ValueKind == JsonValueKind.String ? principal.GetString() == "*" : Has(principal, "AWS", name => name == "*");

    private static bool SourcesFit(JsonElement statement, string bucket)
    {
        if (!statement.TryGetProperty("Condition", out var conditions))
        {
            return true;
        }

        foreach (var condition in conditions.EnumerateObject())
        {
            foreach (var key in condition.Value.EnumerateObject().Where(key => key.Name.Equals("aws:SourceArn", StringComparison.OrdinalIgnoreCase)))
            {
                if (!Values(key.Value).Any(pattern => Wildcard.Matches(pattern, $"arn:aws:s3:::{bucket}", StringComparison.Ordinal)
                    || Wildcard.Matches(pattern, $"arn:aws-cn:s3:::{bucket}", StringComparison.Ordinal)
                    || Wildcard.Matches(pattern, $"arn:aws-us-gov:s3:::{bucket}", StringComparison.Ordinal)))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool Has(JsonElement element, string name, Func<string, bool> fits) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) && Values(member).Any(fits);

    private static IEnumerable<string> Values(JsonElement element) => element.ValueKind == JsonValueKind.Array
        ? element.EnumerateArray().Select(item => item.GetString() ?? string.Empty)
        : [element.GetString() ?? string.Empty];
}
