using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace S3Replicator.Core.Rules.Documents;

// A tree as JSON text.
internal static class DocumentJson
{
    public static string Write(DocumentNode node, bool indented = false)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var options = new JsonWriterOptions { Indented = indented, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
#pragma warning disable MA0045 // Writes to memory: there is nothing to wait for.
        using (var writer = new Utf8JsonWriter(buffer, options))
        {
            Write(node, writer);
        }
#pragma warning restore MA0045

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(DocumentNode node, Utf8JsonWriter writer)
    {
        if (node.Kind == NodeKind.Mapping)
        {
            writer.WriteStartObject();
            foreach (var (name, value) in node.Members)
            {
                writer.WritePropertyName(name);
                Write(value, writer);
            }

            writer.WriteEndObject();
        }
        else if (node.Kind == NodeKind.Sequence)
        {
            writer.WriteStartArray();
            foreach (var item in node.Items)
            {
                Write(item, writer);
            }

            writer.WriteEndArray();
        }
        else
        {
            WriteScalar(node, writer);
        }
    }

    private static void WriteScalar(DocumentNode node, Utf8JsonWriter writer)
    {
        if (node.Kind == NodeKind.Number && IsJsonNumber(node.Text))
        {
            writer.WriteRawValue(node.Text);
        }
        else if (node.Kind == NodeKind.Boolean)
        {
            writer.WriteBooleanValue(node.Text is "true");
        }
        else if (node.Kind == NodeKind.Null)
        {
            writer.WriteNullValue();
        }
        else
        {
            writer.WriteStringValue(node.Text);
        }
    }

    // YAML knows numbers that JSON does not, such as 0x1F.
    private static bool IsJsonNumber(string text)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
        try
        {
            return reader.Read() && reader.TokenType == JsonTokenType.Number && reader.BytesConsumed == Encoding.UTF8.GetByteCount(text);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
