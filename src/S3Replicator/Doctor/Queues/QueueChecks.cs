using System.Globalization;
using System.Text.Json;

namespace S3Replicator.Doctor.Queues;

/// <summary>Judges a queue by its attributes; pure.</summary>
internal static class QueueChecks
{
    /// <summary>Every pause between tries is a receive.</summary>
    private const int FewReceives = 100;

    private const int SmallMessage = 65_536;
    private const int ShortRetention = 4 * 24 * 60 * 60;

    public static IEnumerable<Finding> Of(QueueFacts queue)
    {
        yield return Finding.Pass("queue", queue.Name, FormattableString.Invariant($"there, {NumberOf(queue, "ApproximateNumberOfMessages")} messages wait"));

        if (queue.IsFifo)
        {
            yield return Finding.Fail(
                "queue kind", queue.Name, "a FIFO queue, which S3 cannot send to",
                "Make a standard queue, let the bucket's notifications lead there, and name it with --queue-url.");
        }

        yield return Redrive(queue);
        yield return Encryption(queue);
        yield return AtLeast(queue, "queue message size", "MaximumMessageSize", SmallMessage, "bytes");
        yield return AtLeast(queue, "queue retention", "MessageRetentionPeriod", ShortRetention, "seconds");
    }

    private static Finding Redrive(QueueFacts queue)
    {
        if (!queue.Attributes.TryGetValue("RedrivePolicy", out var text) || text.Length == 0)
        {
            return Finding.Warn(
                "queue redrive", queue.Name, "no dead-letter queue: what cannot be read comes back until it expires",
                Set(queue, """{"RedrivePolicy":"{\"deadLetterTargetArn\":\"ARN\",\"maxReceiveCount\":\"1000\"}"}"""));
        }

        var receives = ReceivesOf(text);
        return receives < FewReceives
            ? Finding.Warn(
                "queue redrive", queue.Name, FormattableString.Invariant($"after {receives} receives a message becomes a dead letter, and each pause in an outage is one"),
                "Set maxReceiveCount to 1000: " + Set(queue, """{"RedrivePolicy":"{\"deadLetterTargetArn\":\"ARN\",\"maxReceiveCount\":\"1000\"}"}"""))
            : Finding.Pass("queue redrive", queue.Name, FormattableString.Invariant($"dead letters after {receives} receives"));
    }

    private static int ReceivesOf(string policy)
    {
        try
        {
            using var json = JsonDocument.Parse(policy);
            var count = json.RootElement.GetProperty("maxReceiveCount");
            return count.ValueKind == JsonValueKind.Number ? count.GetInt32() : int.Parse(count.GetString()!, CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or FormatException or InvalidOperationException)
        {
            return 0;
        }
    }

    private static Finding Encryption(QueueFacts queue)
    {
        var key = queue.Attributes.GetValueOrDefault("KmsMasterKeyId");
        return string.IsNullOrEmpty(key) ? Finding.Pass("queue encryption", queue.Name, "none of KMS, which S3 can send to")
            : key.EndsWith("alias/aws/sqs", StringComparison.Ordinal)
                ? Finding.Fail(
                    "queue encryption", queue.Name, "AWS's own key, which S3 may not use, so no event arrives",
                    Set(queue, """{"KmsMasterKeyId":"","SqsManagedSseEnabled":"true"}"""))
                : Finding.Warn("queue encryption", queue.Name, $"{key}; whether it is enabled and lets S3 in, only KMS knows, which is not asked", ByHand(key));
    }

    /// <summary>What to look at, and what must be found.</summary>
    private static string ByHand(string key) =>
        $"aws kms describe-key --key-id {key} --query KeyMetadata.KeyState must say Enabled (else: aws kms enable-key --key-id {key}), "
        + $"and aws kms get-key-policy --key-id {key} --policy-name default must hold "
        + """{"Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":["kms:GenerateDataKey","kms:Decrypt"],"Resource":"*"}; """
        + $$"""the worker needs {"Effect":"Allow","Action":"kms:Decrypt","Resource":"{{(key.StartsWith("arn:", StringComparison.Ordinal) ? key : "the key's ARN")}}"}.""";

    private static Finding AtLeast(QueueFacts queue, string check, string attribute, int least, string unit)
    {
        var value = NumberOf(queue, attribute);
        return value < least
            ? Finding.Warn(check, queue.Name, FormattableString.Invariant($"{value} {unit}"), Set(queue, FormattableString.Invariant($$"""{"{{attribute}}":"{{least}}"}""")))
            : Finding.Pass(check, queue.Name, FormattableString.Invariant($"{value} {unit}"));
    }

    private static long NumberOf(QueueFacts queue, string attribute) =>
        long.TryParse(queue.Attributes.GetValueOrDefault(attribute), CultureInfo.InvariantCulture, out var value) ? value : 0;

    private static string Set(QueueFacts queue, string attributes) => $"aws sqs set-queue-attributes --queue-url {queue.Url} --attributes '{attributes}'";
}
