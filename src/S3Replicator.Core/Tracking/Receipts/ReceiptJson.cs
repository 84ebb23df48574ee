using System.Text.Encodings.Web;
using System.Text.Json;

namespace S3Replicator.Core.Tracking.Receipts;

/// <summary>A receipt as a line of JSON.</summary>
internal static class ReceiptJson
{
    private static readonly ReceiptJsonContext Json =
        new(new JsonSerializerOptions(ReceiptJsonContext.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static void Write(Utf8JsonWriter writer, Receipt receipt) => JsonSerializer.Serialize(writer, receipt, Json.Receipt);

    /// <summary>How the writer writes: a line in a file, never part of a page.</summary>
    public static JsonWriterOptions WriterOptions { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The bytes by which a text stands in every line that has it.</summary>
    public static ReadOnlySpan<byte> BytesOf(string text) =>
        JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes;

    /// <summary>The receipt, or null where the line is none.</summary>
    public static Receipt? Read(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, Json.Receipt);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
