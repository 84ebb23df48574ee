using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace S3Replicator.Core.Events;

/// <summary>Turns a message body into records; never throws for what a body holds.</summary>
public sealed class EventDecoder
{
    private readonly EnvelopeDecoders _decoders;

    /// <summary>Makes a decoder.</summary>
    /// <param name="eventBridgeKeys">How EventBridge writes keys: as they are, by default.</param>
    public EventDecoder(KeyEncoding eventBridgeKeys = KeyEncoding.Raw) => _decoders = new EnvelopeDecoders(eventBridgeKeys);

    /// <summary>A decoder with the key encodings that AWS uses.</summary>
    public static EventDecoder Default { get; } = new();

    /// <summary>Decodes a message body.</summary>
    public IReadOnlyList<DecodedRecord> Decode(string body)
    {
        var records = new List<DecodedRecord>(1);
        Decode(body, records);
        return records;
    }

    /// <summary>Decodes a message body in UTF-8.</summary>
    public IReadOnlyList<DecodedRecord> Decode(ReadOnlySpan<byte> body)
    {
        var records = new List<DecodedRecord>(1);
        Decode(body, records);
        return records;
    }

    /// <summary>Decodes a message body and adds its records to a list.</summary>
    public void Decode(string body, IList<DecodedRecord> records)
    {
        ArgumentNullException.ThrowIfNull(body);
        var rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(body.Length));
        try
        {
            Decode(rented.AsSpan(0, Encoding.UTF8.GetBytes(body, rented)), records);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>Decodes a message body in UTF-8 and adds its records to a list.</summary>
    public void Decode(ReadOnlySpan<byte> body, IList<DecodedRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        if (body.StartsWith("\uFEFF"u8))
        {
            body = body[3..];
        }

        if (!Utf8.IsValid(body))
        {
            records.Add(DecodedRecord.Reject(RejectReason.NotJson, "the body is not UTF-8 text"));
            return;
        }

        var before = records.Count;
        try
        {
            _decoders.Decode(body, insideSns: false, records);
        }
        catch (JsonException exception)
        {
            while (records.Count > before)
            {
                records.RemoveAt(records.Count - 1);
            }

            records.Add(DecodedRecord.Reject(RejectReason.NotJson, $"the body is not JSON: {exception.Message}"));
        }
    }
}
