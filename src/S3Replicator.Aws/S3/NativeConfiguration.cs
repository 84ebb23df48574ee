using System.Buffers;
using System.Text.Json;
using Amazon.S3.Model;

namespace S3Replicator.Aws.S3;

/// <summary>A bucket's replication configuration in the JSON that the AWS command line prints.</summary>
internal static class NativeConfiguration
{
    public static ReadOnlyMemory<byte> Write(ReplicationConfiguration configuration)
    {
        var buffer = new ArrayBufferWriter<byte>();
#pragma warning disable MA0045 // Writes to memory: there is nothing to wait for.
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            Text(writer, "Role", configuration.Role);
            writer.WriteStartArray("Rules");
            foreach (var rule in configuration.Rules ?? [])
            {
                writer.WriteStartObject();
                Rule(writer, rule);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }
#pragma warning restore MA0045

        return buffer.WrittenMemory;
    }

    private static void Rule(Utf8JsonWriter writer, ReplicationRule rule)
    {
        Text(writer, "ID", rule.Id);
        Number(writer, "Priority", rule.Priority);
        Text(writer, "Status", rule.Status?.Value);
#pragma warning disable CS0618 // V1 rules have nothing else.
        Text(writer, "Prefix", rule.Prefix);
#pragma warning restore CS0618
        if (rule.Filter is { } filter)
        {
            writer.WriteStartObject("Filter");
            Filter(writer, filter);
            writer.WriteEndObject();
        }

        if (rule.SourceSelectionCriteria is { } criteria)
        {
            writer.WriteStartObject("SourceSelectionCriteria");
            Switch(writer, "SseKmsEncryptedObjects", criteria.SseKmsEncryptedObjects?.SseKmsEncryptedObjectsStatus?.Value);
            Switch(writer, "ReplicaModifications", criteria.ReplicaModifications?.Status?.Value);
            writer.WriteEndObject();
        }

        Switch(writer, "ExistingObjectReplication", rule.ExistingObjectReplication?.Status?.Value);
        Switch(writer, "DeleteMarkerReplication", rule.DeleteMarkerReplication?.Status?.Value);
        if (rule.Destination is { } destination)
        {
            writer.WriteStartObject("Destination");
            Destination(writer, destination);
            writer.WriteEndObject();
        }
    }

    private static void Filter(Utf8JsonWriter writer, ReplicationRuleFilter filter)
    {
        Text(writer, "Prefix", filter.Prefix);
        if (filter.Tag is { } tag)
        {
            writer.WritePropertyName("Tag");
            Tag(writer, tag);
        }

        if (filter.And is { } and)
        {
            writer.WriteStartObject("And");
            Text(writer, "Prefix", and.Prefix);
            writer.WriteStartArray("Tags");
            foreach (var each in and.Tags ?? [])
            {
                Tag(writer, each);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }
    }

    private static void Destination(Utf8JsonWriter writer, ReplicationDestination destination)
    {
        Text(writer, "Bucket", destination.BucketArn);
        Text(writer, "Account", destination.AccountId);
        Text(writer, "StorageClass", destination.StorageClass?.Value);
        if (destination.AccessControlTranslation is { } translation)
        {
            writer.WriteStartObject("AccessControlTranslation");
            Text(writer, "Owner", translation.Owner?.Value);
            writer.WriteEndObject();
        }

        if (destination.EncryptionConfiguration is { } encryption)
        {
            writer.WriteStartObject("EncryptionConfiguration");
            Text(writer, "ReplicaKmsKeyID", encryption.ReplicaKmsKeyID);
            writer.WriteEndObject();
        }

        if (destination.ReplicationTime is { } time)
        {
            writer.WriteStartObject("ReplicationTime");
            Text(writer, "Status", time.Status?.Value);
            Minutes(writer, "Time", time.Time?.Minutes);
            writer.WriteEndObject();
        }

        if (destination.Metrics is { } metrics)
        {
            writer.WriteStartObject("Metrics");
            Text(writer, "Status", metrics.Status?.Value);
            Minutes(writer, "EventThreshold", metrics.EventThreshold?.Minutes);
            writer.WriteEndObject();
        }
    }

    private static void Tag(Utf8JsonWriter writer, Tag tag)
    {
        writer.WriteStartObject();
        Text(writer, "Key", tag.Key);
        Text(writer, "Value", tag.Value);
        writer.WriteEndObject();
    }

    private static void Minutes(Utf8JsonWriter writer, string name, int? minutes)
    {
        if (minutes is not null)
        {
            writer.WriteStartObject(name);
            writer.WriteNumber("Minutes", minutes.Value);
            writer.WriteEndObject();
        }
    }

    private static void Switch(Utf8JsonWriter writer, string name, string? status)
    {
        if (status is not null)
        {
            writer.WriteStartObject(name);
            writer.WriteString("Status", status);
            writer.WriteEndObject();
        }
    }

    private static void Number(Utf8JsonWriter writer, string name, int? number)
    {
        if (number is not null)
        {
            writer.WriteNumber(name, number.Value);
        }
    }

    private static void Text(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }
}
