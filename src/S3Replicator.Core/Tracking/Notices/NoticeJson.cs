using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using S3Replicator.Core.Planning;

namespace S3Replicator.Core.Tracking.Notices;

/// <summary>A notice in the shape of S3's own event notifications.</summary>
internal static class NoticeJson
{
    private const string Us = "s3replicator";

    public static string Write(Notice notice, string eventSource)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);

#pragma warning disable MA0045 // It writes to memory.
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
#pragma warning restore MA0045
        {
            writer.WriteStartObject();
            writer.WriteStartArray("Records");
            WriteRecord(writer, notice, eventSource);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteRecord(Utf8JsonWriter writer, Notice notice, string eventSource)
    {
        writer.WriteStartObject();
        writer.WriteString("eventVersion", "2.2");
        writer.WriteString("eventSource", eventSource);
        writer.WriteString("awsRegion", notice.Event.Region ?? string.Empty);
        writer.WriteString("eventTime", TextOf(notice.Time));
        writer.WriteString("eventName", $"Replication:{notice.Kind}");
        writer.WriteStartObject("userIdentity");
        writer.WriteString("principalId", Us);
        writer.WriteEndObject();
        writer.WriteStartObject("requestParameters");
        writer.WriteString("sourceIPAddress", Us);
        writer.WriteEndObject();
        writer.WriteStartObject("responseElements");
        writer.WriteString("x-amz-request-id", notice.Event.RequestId ?? string.Empty);
        writer.WriteString("x-amz-id-2", notice.Id);
        writer.WriteEndObject();
        WriteS3(writer, notice);
        WriteReplication(writer, notice);
        writer.WriteEndObject();
    }

    private static void WriteS3(Utf8JsonWriter writer, Notice notice)
    {
        writer.WriteStartObject("s3");
        writer.WriteString("s3SchemaVersion", "1.0");
        writer.WriteString("configurationId", notice.Decision.Rule.Rule.Id);
        writer.WriteStartObject("bucket");
        writer.WriteString("name", notice.Event.Bucket);
        writer.WriteString("arn", $"arn:{notice.Decision.Rule.Rule.Destination.Partition}:s3:::{notice.Event.Bucket}");
        writer.WriteEndObject();
        writer.WriteStartObject("object");
        writer.WriteString("key", EncodedKey(notice.Event.Key));

        if (notice.Size is { } size)
        {
            writer.WriteNumber("size", size);
        }

        WriteWhereKnown(writer, "eTag", notice.Event.ETag);
        WriteWhereKnown(writer, "versionId", notice.Event.VersionId);
        WriteWhereKnown(writer, "sequencer", notice.Event.Sequencer);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteReplication(Utf8JsonWriter writer, Notice notice)
    {
        var rule = notice.Decision.Rule.Rule;
        writer.WriteStartObject("replicationEventData");
        writer.WriteString("replicationRuleId", rule.Id);
        writer.WriteString("destinationBucket", $"arn:{rule.Destination.Partition}:s3:::{rule.Destination.Bucket}");
        writer.WriteString("s3Operation", OperationOf(notice.Decision.Action));
        WriteWhereKnown(writer, "requestTime", notice.Event.Time is { } time ? TextOf(time) : null);
        WriteWhereKnown(writer, "failureReason", notice.Reason);

        if (notice.Kind is NoticeKind.OperationMissedThreshold or NoticeKind.OperationReplicatedAfterThreshold)
        {
            writer.WriteString("threshold", TextOf(rule.Threshold));
            writer.WriteString("delayCause", notice.Cause.ToString());
        }

        if (notice.Kind is NoticeKind.OperationReplicatedAfterThreshold or NoticeKind.OperationCompletedReplication && notice.Lag is { } lag)
        {
            writer.WriteString("replicationTime", TextOf(lag));
        }

        writer.WriteEndObject();
    }

    /// <summary>S3 itself is only known to say <c>OBJECT_PUT</c>.</summary>
    private static string OperationOf(ReplicationAction action) => action switch
    {
        ReplicationAction.PutDeleteMarker => "OBJECT_DELETE_MARKER",
        ReplicationAction.DeleteObject => "OBJECT_DELETE",
        ReplicationAction.DeleteVersion => "OBJECT_VERSION_DELETE",
        ReplicationAction.SyncTags => "OBJECT_TAGGING",
        ReplicationAction.SyncAcl => "OBJECT_ACL",
        _ => "OBJECT_PUT",
    };

    /// <summary>As S3 writes keys: a form's encoding, with slashes as they are.</summary>
    private static string EncodedKey(string key) => Uri.EscapeDataString(key)
        .Replace("%2F", "/", StringComparison.Ordinal)
        .Replace("%20", "+", StringComparison.Ordinal);

    private static void WriteWhereKnown(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    private static string TextOf(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);

    private static string TextOf(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
