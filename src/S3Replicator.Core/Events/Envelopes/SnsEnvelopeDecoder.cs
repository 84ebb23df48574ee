using System.Text.Json;

namespace S3Replicator.Core.Events.Envelopes;

/// <summary>Reads what SNS delivers when raw delivery is off: the notification as text in <c>Message</c>.</summary>
internal sealed class SnsEnvelopeDecoder(EnvelopeDecoders inner) : IEnvelopeDecoder
{
    public bool CanDecode(in BodyOutline outline) =>
        outline.Type.SequenceEqual("Notification"u8) || IsSubscription(outline.Type);

    public void Decode(ReadOnlySpan<byte> body, bool insideSns, IList<DecodedRecord> records)
    {
        if (insideSns)
        {
            records.Add(DecodedRecord.Reject(RejectReason.UnknownSchema, "an SNS message inside an SNS message"));
            return;
        }

        ReadOnlySpan<byte> type = default;
        ReadOnlySpan<byte> message = default;
        var reader = new Utf8JsonReader(body);
        reader.Read();
        while (JsonMember.Next(ref reader))
        {
            if (JsonMember.Is(ref reader, "Type"u8))
            {
                type = JsonMember.Bytes(ref reader);
            }
            else if (JsonMember.Is(ref reader, "Message"u8))
            {
                message = JsonMember.Bytes(ref reader);
            }
            else
            {
                JsonMember.Skip(ref reader);
            }
        }

        if (IsSubscription(type))
        {
            // Confirming would mean fetching a URL out of a message that anyone may have sent.
            var name = System.Text.Encoding.UTF8.GetString(type);
            records.Add(DecodedRecord.PassOver(IgnoreReason.EventNotReplicable, EnvelopeForm.Sns, bucket: null, name));
        }
        else if (message.IsEmpty)
        {
            records.Add(DecodedRecord.Reject(RejectReason.MissingField, "Message is missing, empty or not text"));
        }
        else
        {
            inner.Decode(message, insideSns: true, records);
        }
    }

    private static bool IsSubscription(ReadOnlySpan<byte> type) =>
        type.SequenceEqual("SubscriptionConfirmation"u8) || type.SequenceEqual("UnsubscribeConfirmation"u8);
}
