using System.Text.Encodings.Web;
using System.Text.Json;

namespace S3Replicator.Core.State.Failures;

/// <summary>A failure as the text that is kept of it.</summary>
internal static class FailureJson
{
    // A file for tools and people, never part of a page.
    private static readonly FailureJsonContext Json =
        new(new JsonSerializerOptions(FailureJsonContext.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static byte[] Write(FailureRecord record) => JsonSerializer.SerializeToUtf8Bytes(record, Json.FailureRecord);

    /// <summary>The record, or null where the bytes are none.</summary>
    public static FailureRecord? Read(ReadOnlySpan<byte> content)
    {
        try
        {
            return JsonSerializer.Deserialize(content, Json.FailureRecord);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
