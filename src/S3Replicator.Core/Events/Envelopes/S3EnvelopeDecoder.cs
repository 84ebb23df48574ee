using System.Text.Json;

namespace S3Replicator.Core.Events.Envelopes;

/// <summary>Reads S3's own notifications, message versions 2.x, and those of MinIO and Ceph, in one pass.</summary>
internal sealed class S3EnvelopeDecoder : IEnvelopeDecoder
{
    private const int SupportedMajor = 2;

    public bool CanDecode(in BodyOutline outline) => outline.HasRecords;

    public void Decode(ReadOnlySpan<byte> body, bool insideSns, IList<DecodedRecord> records)
    {
        var reader = new Utf8JsonReader(body);
        reader.Read();
        while (JsonMember.Next(ref reader))
        {
            if (!JsonMember.Is(ref reader, "Records"u8))
            {
                JsonMember.Skip(ref reader);
                continue;
            }

            reader.Read();
            if (reader.TokenType == JsonTokenType.StartArray)
            {
                ReadRecords(ref reader, insideSns ? EnvelopeForm.Sns : EnvelopeForm.S3, records);
            }
            else
            {
                reader.Skip();
                records.Add(DecodedRecord.Reject(RejectReason.MissingField, "Records is not a list"));
            }
        }

        // The reader throws here for whatever follows the object.
        reader.Read();
    }

    private static void ReadRecords(ref Utf8JsonReader reader, EnvelopeForm envelope, IList<DecodedRecord> records)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                records.Add(DecodedRecord.Reject(RejectReason.MissingField, "the record is not an object"));
                continue;
            }

            var record = default(S3Record);
            record.Read(ref reader);
            records.Add(Finish(in record, envelope));
        }
    }

    private static DecodedRecord Finish(in S3Record record, EnvelopeForm envelope)
    {
        if (record.HasVersion && SchemaVersion.Major(record.Version) != SupportedMajor)
        {
            return DecodedRecord.Reject(RejectReason.UnknownSchema, "eventVersion is not 2.x");
        }

        if (record.HasSource && !record.Source.EndsWith(":s3"u8))
        {
            return DecodedRecord.Reject(RejectReason.UnknownSchema, "eventSource is not S3");
        }

        var missing = record.Bucket is null ? "s3.bucket.name"
            : record.Key.IsEmpty ? "s3.object.key"
            : record.Name.IsEmpty ? "eventName"
            : record.HasUnreadableVersionId ? "s3.object.versionId"
            : null;
        if (missing is not null)
        {
            return DecodedRecord.Reject(RejectReason.MissingField, $"{missing} is missing, empty or not text");
        }

        var (name, kind) = EventNames.Read(record.Name, record.VersionId is not null);

        // Ceph writes keys as they are.
        var encoding = record.Source.SequenceEqual("ceph:s3"u8) ? KeyEncoding.Raw : KeyEncoding.Encoded;
        return DecodedRecord.Of(new ObjectEvent
        {
            Bucket = record.Bucket!,
            Key = KeyDecoding.Decode(record.Key, encoding),
            Kind = kind,
            Name = name,
            Envelope = envelope,
            VersionId = record.VersionId,
            ETag = record.ETag,
            Size = record.Size,
            Sequencer = record.Sequencer,
            Time = record.Time,
            Region = record.Region,
            PrincipalId = record.PrincipalId,
            RequestId = record.RequestId,
        });
    }
}
