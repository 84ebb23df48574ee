using S3Replicator.Core.Events.Envelopes;

namespace S3Replicator.Core.Events;

/// <summary>The envelopes that are known, in the order in which they are tried.</summary>
internal sealed class EnvelopeDecoders
{
    private readonly IEnvelopeDecoder[] _decoders;

    public EnvelopeDecoders(KeyEncoding eventBridgeKeys) =>
        _decoders =
        [
            new S3EnvelopeDecoder(),
            new SnsEnvelopeDecoder(this),
            new EventBridgeEnvelopeDecoder(eventBridgeKeys),
            new TestEventDecoder(),
        ];

    /// <summary>Finds the envelope of a body and decodes it; throws only <see cref="System.Text.Json.JsonException"/>, for what is not JSON.</summary>
    public void Decode(ReadOnlySpan<byte> body, bool insideSns, IList<DecodedRecord> records)
    {
        var outline = BodyOutline.Of(body);
        foreach (var decoder in _decoders)
        {
            if (decoder.CanDecode(in outline))
            {
                decoder.Decode(body, insideSns, records);
                return;
            }
        }

        records.Add(DecodedRecord.Reject(RejectReason.UnknownSchema, outline.IsObject
            ? "the body is a JSON object of no known envelope"
            : "the body is JSON, but not an object"));
    }
}
