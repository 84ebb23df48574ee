using System.Text.Json;
using S3Replicator.LocalAws.Identity.Policies.Documents;
using S3Replicator.LocalAws.S3.Notifications;
using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3.Journal;

/// <summary>A bucket's settings as a record tells of them.</summary>
internal static class SettingsRecord
{
    public static void Write(Utf8JsonWriter json, BucketSettings settings)
    {
        json.WriteString("versioning"u8, settings.Versioning.ToString());
        json.WriteString("ownership"u8, settings.Ownership);
        if (settings.Replication is { } replication)
        {
            json.WriteBase64String("replication"u8, replication);
        }

        json.WriteString("policy"u8, settings.Policy?.Text);
        json.WriteStartArray("queues"u8);
        foreach (var queue in settings.Notifications.Queues)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, queue.Id);
            json.WriteString("arn"u8, queue.QueueArn);
            json.WriteString("prefix"u8, queue.Prefix);
            json.WriteString("suffix"u8, queue.Suffix);
            json.WriteStartArray("events"u8);
            foreach (var name in queue.Events)
            {
                json.WriteStringValue(name);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static BucketSettings Read(JsonElement json) => new()
    {
        Versioning = Enum.Parse<VersioningStatus>(VersionRecord.Text(json, "versioning")),
        Ownership = VersionRecord.Text(json, "ownership"),
        Replication = json.TryGetProperty("replication", out var replication) ? replication.GetBytesFromBase64() : null,
        Policy = json.GetProperty("policy").GetString() is { } policy ? PolicyDocument.Parse(policy, PolicyKind.Resource) : null,
        Notifications = new NotificationConfiguration([.. json.GetProperty("queues").EnumerateArray().Select(ReadQueue)]),
    };

    private static QueueNotification ReadQueue(JsonElement json) => new(
        VersionRecord.Text(json, "id"),
        VersionRecord.Text(json, "arn"),
        [.. json.GetProperty("events").EnumerateArray().Select(name => name.GetString()!)],
        VersionRecord.Text(json, "prefix"),
        VersionRecord.Text(json, "suffix"));
}
