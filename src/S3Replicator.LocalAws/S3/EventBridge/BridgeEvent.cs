using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using S3Replicator.LocalAws.S3.Notifications;
using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3.EventBridge;

/// <summary>Writes events in the form that EventBridge gives them (S3 User Guide, "EventBridge event message structure").</summary>
internal static class BridgeEvent
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The event as UTF-8; null where EventBridge has none of that kind.</summary>
    public static ReadOnlyMemory<byte>? Format(Bucket bucket, EventOrigin origin, ObjectEvent happened, Guid id)
    {
        if (DetailTypeOf(happened.Name) is not { } detailType)
        {
            return null;
        }

        using var buffer = new MemoryStream();

        // The writer's target is memory: there is nothing to wait for.
#pragma warning disable MA0045
        using (var json = new Utf8JsonWriter(buffer, Json))
#pragma warning restore MA0045
        {
            json.WriteStartObject();
            json.WriteString("version"u8, "0"u8);
            json.WriteString("id"u8, id.ToString());
            json.WriteString("detail-type"u8, detailType);
            json.WriteString("source"u8, "aws.s3"u8);
            json.WriteString("account"u8, bucket.OwnerAccount);
            json.WriteString("time"u8, happened.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            json.WriteString("region"u8, bucket.Region);
            json.WriteStartArray("resources"u8);
            json.WriteStringValue("arn:aws:s3:::" + bucket.Name);
            json.WriteEndArray();
            WriteDetail(json, bucket, origin, happened);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void WriteDetail(Utf8JsonWriter json, Bucket bucket, EventOrigin origin, ObjectEvent happened)
    {
        json.WriteStartObject("detail"u8);
        json.WriteString("version"u8, "0"u8);
        json.WriteStartObject("bucket"u8);
        json.WriteString("name"u8, bucket.Name);
        json.WriteEndObject();
        json.WriteStartObject("object"u8);

        // Not encoded, as other events have it.
        json.WriteString("key"u8, Encoding.UTF8.GetBytes(happened.Key));
        if (happened.Size is { } size)
        {
            json.WriteNumber("size"u8, size);
        }

        WriteOptional(json, "etag"u8, happened.ETag);
        WriteOptional(json, "version-id"u8, happened.VersionId);
        WriteOptional(json, "sequencer"u8, happened.Sequencer);
        json.WriteEndObject();
        json.WriteString("request-id"u8, origin.RequestId);
        json.WriteString("requester"u8, origin.AccountId);
        json.WriteString("source-ip-address"u8, "127.0.0.1"u8);
        WriteOptional(json, "reason"u8, ReasonOf(happened.Name));
        WriteOptional(json, "deletion-type"u8, DeletionTypeOf(happened.Name));
        if (happened.RestoredFrom is { } storageClass)
        {
            json.WriteString("source-storage-class"u8, storageClass);
            WriteOptional(json, "restore-expiry-time"u8, happened.Restored?.ExpiresAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        }

        json.WriteEndObject();
    }

    private static void WriteOptional(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static string? DetailTypeOf(string eventName) => eventName switch
    {
        EventNames.Put or EventNames.Copy or EventNames.CompleteMultipartUpload => "Object Created",
        EventNames.Delete or EventNames.DeleteMarkerCreated => "Object Deleted",
        EventNames.TaggingPut => "Object Tags Added",
        EventNames.TaggingDelete => "Object Tags Deleted",
        EventNames.AclPut => "Object ACL Updated",
        EventNames.RestorePost => "Object Restore Initiated",
        EventNames.RestoreCompleted => "Object Restore Completed",
        EventNames.RestoreDelete => "Object Restore Expired",
        _ => null,
    };

    private static string? ReasonOf(string eventName) => eventName switch
    {
        EventNames.Put => "PutObject",
        EventNames.Copy => "CopyObject",
        EventNames.CompleteMultipartUpload => "CompleteMultipartUpload",
        EventNames.Delete or EventNames.DeleteMarkerCreated => "DeleteObject",
        _ => null,
    };

    private static string? DeletionTypeOf(string eventName) => eventName switch
    {
        EventNames.Delete => "Permanently Deleted",
        EventNames.DeleteMarkerCreated => "Delete Marker Created",
        _ => null,
    };
}
