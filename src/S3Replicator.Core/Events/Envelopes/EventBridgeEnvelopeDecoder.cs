using System.Text.Json;

namespace S3Replicator.Core.Events.Envelopes;

/// <summary>Reads the events that S3 sends through EventBridge.</summary>
internal sealed class EventBridgeEnvelopeDecoder(KeyEncoding keyEncoding) : IEnvelopeDecoder
{
    private const int SupportedMajor = 1;

    public bool CanDecode(in BodyOutline outline) => outline.Source.SequenceEqual("aws.s3"u8);

    public void Decode(ReadOnlySpan<byte> body, bool insideSns, IList<DecodedRecord> records)
    {
        var reader = new Utf8JsonReader(body);
        reader.Read();
        var record = default(EventBridgeRecord);
        record.Read(ref reader);
        reader.Read();
        records.Add(Finish(in record));
    }

    private DecodedRecord Finish(in EventBridgeRecord record)
    {
        if (record.HasVersion && SchemaVersion.Major(record.Version) is not (>= 0 and <= SupportedMajor))
        {
            return DecodedRecord.Reject(RejectReason.UnknownSchema, "detail.event-version is not 1.x");
        }

        if (record.DetailType.IsEmpty)
        {
            return DecodedRecord.Reject(RejectReason.MissingField, "detail-type is missing, empty or not text");
        }

        var (name, kind, isKnown) = EventBridgeTypes.Read(in record);
        var missing = record.Bucket is null ? "detail.bucket.name"
            : record.Key.IsEmpty ? "detail.object.key"
            : record.HasUnreadableVersionId ? "detail.object.version-id"
            : null;
        if (missing is not null)
        {
            // Other events of the same source, such as API calls seen by CloudTrail, need not name an object.
            return isKnown
                ? DecodedRecord.Reject(RejectReason.MissingField, $"{missing} is missing, empty or not text")
                : DecodedRecord.PassOver(IgnoreReason.EventNotReplicable, EnvelopeForm.EventBridge, record.Bucket, name);
        }

        return DecodedRecord.Of(new ObjectEvent
        {
            Bucket = record.Bucket!,
            Key = KeyDecoding.Decode(record.Key, keyEncoding),
            Kind = kind,
            Name = name,
            Envelope = EnvelopeForm.EventBridge,
            VersionId = record.VersionId,
            ETag = record.ETag,
            Size = record.Size,
            Sequencer = record.Sequencer,
            Time = record.Time,
            Region = record.Region,
            PrincipalId = record.Requester,
            RequestId = record.RequestId,
        });
    }
}
