using System.Collections.Immutable;
using System.Text.Json;
using S3Replicator.LocalAws.Identity.Policies.Documents;
using S3Replicator.LocalAws.S3.Encryption;
using S3Replicator.LocalAws.S3.Locking;
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

        AclRecord.Write(json, settings.Acl);
        WriteLock(json, settings.Lock);
        WritePublicAccess(json, settings.PublicAccess);
        json.WriteStartObject("documents"u8);
        foreach (var (resource, document) in settings.Documents)
        {
            json.WriteBase64String(resource, document);
        }

        json.WriteEndObject();
        json.WriteStartObject("encryption"u8);
        json.WriteString("algorithm"u8, settings.Encryption.Algorithm);
        json.WriteString("key"u8, settings.Encryption.KmsKeyId);
        json.WriteBoolean("bucketKey"u8, settings.Encryption.BucketKey);
        json.WriteBoolean("blocksCustomerKeys"u8, settings.Encryption.BlocksCustomerKeys);
        json.WriteEndObject();
        json.WriteString("policy"u8, settings.Policy?.Text);
        json.WriteBoolean("eventBridge"u8, settings.Notifications.HasEventBridge);
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
        Ownership = json.GetProperty("ownership").GetString(),
        Acl = AclRecord.Read(json),
        Lock = ReadLock(json),
        PublicAccess = ReadPublicAccess(json),
        Documents = ReadDocuments(json),
        Replication = json.TryGetProperty("replication", out var replication) ? replication.GetBytesFromBase64() : null,
        Encryption = json.TryGetProperty("encryption", out var encryption) ? ReadEncryption(encryption) : BucketEncryption.Default,
        Policy = json.GetProperty("policy").GetString() is { } policy ? PolicyDocument.Parse(policy, PolicyKind.Resource) : null,
        Notifications = new NotificationConfiguration([.. json.GetProperty("queues").EnumerateArray().Select(ReadQueue)])
        {
            HasEventBridge = json.TryGetProperty("eventBridge", out var eventBridge) && eventBridge.GetBoolean(),
        },
    };

    private static void WriteLock(Utf8JsonWriter json, BucketLock? configuration)
    {
        if (configuration is not null)
        {
            json.WriteStartObject("lock"u8);
            json.WriteString("mode"u8, configuration.Mode);
            json.WriteNumber("days"u8, configuration.Days ?? 0);
            json.WriteNumber("years"u8, configuration.Years ?? 0);
            json.WriteEndObject();
        }
    }

    private static BucketLock? ReadLock(JsonElement json) => json.TryGetProperty("lock", out var there)
        ? new BucketLock(there.GetProperty("mode").GetString(), Positive(there.GetProperty("days")), Positive(there.GetProperty("years")))
        : null;

    private static int? Positive(JsonElement number) => number.GetInt32() is > 0 and var value ? value : null;

    private static void WritePublicAccess(Utf8JsonWriter json, PublicAccessBlock? block)
    {
        json.WriteStartArray("publicAccess"u8);
        if (block is not null)
        {
            json.WriteBooleanValue(block.BlockPublicAcls);
            json.WriteBooleanValue(block.IgnorePublicAcls);
            json.WriteBooleanValue(block.BlockPublicPolicy);
            json.WriteBooleanValue(block.RestrictPublicBuckets);
        }

        json.WriteEndArray();
    }

    private static PublicAccessBlock? ReadPublicAccess(JsonElement json)
    {
        if (!json.TryGetProperty("publicAccess", out var block))
        {
            return PublicAccessBlock.All;
        }

        return block.GetArrayLength() == 0
            ? null
            : new PublicAccessBlock(block[0].GetBoolean(), block[1].GetBoolean(), block[2].GetBoolean(), block[3].GetBoolean());
    }

    private static ImmutableDictionary<string, byte[]> ReadDocuments(JsonElement json)
    {
        var documents = ImmutableDictionary.Create<string, byte[]>(StringComparer.Ordinal);
        return json.TryGetProperty("documents", out var there)
            ? documents.AddRange(there.EnumerateObject().Select(document => KeyValuePair.Create(document.Name, document.Value.GetBytesFromBase64())))
            : documents;
    }

    private static BucketEncryption ReadEncryption(JsonElement json) => new(
        VersionRecord.Text(json, "algorithm"),
        json.GetProperty("key").GetString(),
        json.GetProperty("bucketKey").GetBoolean(),
        json.GetProperty("blocksCustomerKeys").GetBoolean());

    private static QueueNotification ReadQueue(JsonElement json) => new(
        VersionRecord.Text(json, "id"),
        VersionRecord.Text(json, "arn"),
        [.. json.GetProperty("events").EnumerateArray().Select(name => name.GetString()!)],
        VersionRecord.Text(json, "prefix"),
        VersionRecord.Text(json, "suffix"));
}
