using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3.Notifications;

/// <summary>Writes events in the shape of S3's messages to queues.</summary>
internal static class EventRecord
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? BufferOfThread;

    [ThreadStatic]
    private static Utf8JsonWriter? WriterOfThread;

    public static ReadOnlyMemory<byte> Format(Bucket bucket, ObjectEvent happened, string configurationId, EventOrigin origin)
    {
        var writer = Begin();
        writer.WriteStartObject();
        writer.WriteStartArray("Records"u8);
        writer.WriteStartObject();
        WriteOrigin(writer, bucket, happened, origin);
        writer.WriteStartObject("s3"u8);
        writer.WriteString("s3SchemaVersion"u8, "1.0"u8);
        writer.WriteString("configurationId"u8, configurationId);
        WriteBucket(writer, bucket);
        WriteObject(writer, happened);
        writer.WriteEndObject();
        if (happened.Restored is { } restored)
        {
            writer.WriteStartObject("glacierEventData"u8);
            writer.WriteStartObject("restoreEventData"u8);
            writer.WriteString("lifecycleRestorationExpiryTime"u8, Iso(restored.ExpiresAt));
            writer.WriteString("lifecycleRestoreStorageClass"u8, happened.RestoredFrom);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
        return End(writer);
    }

    /// <summary>The message that S3 sends to a queue when it is configured.</summary>
    public static ReadOnlyMemory<byte> TestEvent(Bucket bucket, DateTimeOffset time, S3Request request)
    {
        var writer = Begin();
        writer.WriteStartObject();
        writer.WriteString("Service"u8, "Amazon S3"u8);
        writer.WriteString("Event"u8, "s3:TestEvent"u8);
        writer.WriteString("Time"u8, Iso(time));
        writer.WriteString("Bucket"u8, bucket.Name);
        writer.WriteString("RequestId"u8, request.RequestId);
        writer.WriteString("HostId"u8, request.HostId);
        writer.WriteEndObject();
        return End(writer);
    }

    private static Utf8JsonWriter Begin()
    {
        var buffer = BufferOfThread ??= new ArrayBufferWriter<byte>(1024);
        buffer.ResetWrittenCount();
        var writer = WriterOfThread ??= new Utf8JsonWriter(buffer, Json);
        writer.Reset();
        return writer;
    }

    private static ReadOnlyMemory<byte> End(Utf8JsonWriter writer)
    {
        // The writer's target is memory: there is nothing to wait for.
#pragma warning disable MA0045
        writer.Flush();
#pragma warning restore MA0045
        return BufferOfThread!.WrittenSpan.ToArray();
    }

    private static void WriteOrigin(Utf8JsonWriter writer, Bucket bucket, ObjectEvent happened, EventOrigin origin)
    {
        writer.WriteString("eventVersion"u8, "2.6"u8);
        writer.WriteString("eventSource"u8, "aws:s3"u8);
        writer.WriteString("awsRegion"u8, bucket.Region);
        writer.WriteString("eventTime"u8, Iso(happened.Time));
        writer.WriteString("eventName"u8, happened.Name);
        writer.WriteStartObject("userIdentity"u8);
        writer.WriteString("principalId"u8, origin.PrincipalId);
        writer.WriteEndObject();
        writer.WriteStartObject("requestParameters"u8);
        writer.WriteString("sourceIPAddress"u8, "127.0.0.1"u8);
        writer.WriteEndObject();
        writer.WriteStartObject("responseElements"u8);
        writer.WriteString("x-amz-request-id"u8, origin.RequestId);
        writer.WriteString("x-amz-id-2"u8, origin.HostId);
        writer.WriteEndObject();
    }

    private static void WriteBucket(Utf8JsonWriter writer, Bucket bucket)
    {
        writer.WriteStartObject("bucket"u8);
        writer.WriteString("name"u8, bucket.Name);
        writer.WriteStartObject("ownerIdentity"u8);
        writer.WriteString("principalId"u8, "A" + bucket.OwnerAccount);
        writer.WriteEndObject();
        writer.WriteString("arn"u8, "arn:aws:s3:::" + bucket.Name);
        writer.WriteEndObject();
    }

    private static void WriteObject(Utf8JsonWriter writer, ObjectEvent happened)
    {
        writer.WriteStartObject("object"u8);
        writer.WriteString("key"u8, UriText.EncodeForm(happened.Key));
        if (happened.Size is { } size)
        {
            writer.WriteNumber("size"u8, size);
        }

        WriteOptional(writer, "eTag"u8, happened.ETag);
        WriteOptional(writer, "versionId"u8, happened.VersionId);
        WriteOptional(writer, "sequencer"u8, happened.Sequencer);
        writer.WriteEndObject();
    }

    private static void WriteOptional(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    private static string Iso(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
