using System.Text.Encodings.Web;
using System.Text.Json;

namespace S3Replicator.Core.State.Uploads;

/// <summary>An upload as the text that is kept of it.</summary>
internal static class UploadJson
{
    // A file for tools and people, never part of a page.
    private static readonly UploadJsonContext Json =
        new(new JsonSerializerOptions(UploadJsonContext.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static byte[] Write(UploadRecord record) => JsonSerializer.SerializeToUtf8Bytes(record, Json.UploadRecord);

    /// <summary>The record, or null where the bytes are none.</summary>
    public static UploadRecord? Read(ReadOnlySpan<byte> content)
    {
        try
        {
            return JsonSerializer.Deserialize(content, Json.UploadRecord) is { Source: not null, Destination: not null, Parts: not null } record ? record : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
