using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace S3Replicator.LocalAws.Sqs.Protocol;

/// <summary>The AWS JSON 1.0 protocol.</summary>
internal sealed class JsonResponseWriter : ResponseWriter, IDisposable
{
    private readonly Utf8JsonWriter _json;

    public JsonResponseWriter(IBufferWriter<byte> output) => _json = new Utf8JsonWriter(
        output,
        new JsonWriterOptions
        {
            // The answer is read as JSON only, never put into a page: bodies, which are JSON themselves, stay short.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            SkipValidation = true,
        });

    public void Begin(IBufferWriter<byte> output)
    {
        _json.Reset(output);
        _json.WriteStartObject();
    }

    public void End()
    {
        _json.WriteEndObject();
#pragma warning disable MA0045 // Goes to memory: there is nothing to wait for.
        _json.Flush();
#pragma warning restore MA0045
    }

    public override void Text(string name, string value) => _json.WriteString(name, value);

    public override void Utf8(string name, ReadOnlySpan<byte> value) => _json.WriteString(name, value);

    public override void Number(string name, long value) => _json.WriteNumber(name, value);

    public override void Flag(string name, bool value) => _json.WriteBoolean(name, value);

    public override void BeginList(string name) => _json.WriteStartArray(name);

    public override void EndList() => _json.WriteEndArray();

    public override void BeginItem(string element) => _json.WriteStartObject();

    public override void EndItem() => _json.WriteEndObject();

    public override void TextItem(string element, string value) => _json.WriteStringValue(value);

    public override void BeginMap(string name) => _json.WriteStartObject(name);

    public override void EndMap() => _json.WriteEndObject();

    public override void Entry(EntryNames names, string key, string value) => _json.WriteString(key, value);

    public override void BeginEntry(EntryNames names, string key) => _json.WriteStartObject(key);

    public override void EndEntry(EntryNames names) => _json.WriteEndObject();

    public void Dispose() => _json.Dispose();
}
