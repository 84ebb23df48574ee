using System.Text.Json;

namespace S3Replicator.Core.Events.Envelopes;

/// <summary>Reads the message that S3 sends once when notifications are configured.</summary>
internal sealed class TestEventDecoder : IEnvelopeDecoder
{
    public bool CanDecode(in BodyOutline outline) =>
        outline.Event.SequenceEqual("s3:TestEvent"u8) || outline.Event.SequenceEqual("TestEvent"u8);

    public void Decode(ReadOnlySpan<byte> body, bool insideSns, IList<DecodedRecord> records)
    {
        string? bucket = null;
        var reader = new Utf8JsonReader(body);
        reader.Read();
        while (JsonMember.Next(ref reader))
        {
            if (JsonMember.Is(ref reader, "Bucket"u8))
            {
                bucket = JsonMember.Text(ref reader);
            }
            else
            {
                JsonMember.Skip(ref reader);
            }
        }

        records.Add(DecodedRecord.PassOver(IgnoreReason.TestEvent, EnvelopeForm.Test, bucket, EventNames.TestEvent));
    }
}
