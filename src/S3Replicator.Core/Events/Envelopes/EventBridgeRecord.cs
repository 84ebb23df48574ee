using System.Text.Json;

namespace S3Replicator.Core.Events.Envelopes;

/// <summary>The members of an EventBridge event of S3, as they stand in the body.</summary>
internal ref struct EventBridgeRecord
{
    public ReadOnlySpan<byte> DetailType;
    public ReadOnlySpan<byte> DeletionType;
    public ReadOnlySpan<byte> Reason;
    public ReadOnlySpan<byte> Key;
    public ReadOnlySpan<byte> Version;
    public bool HasVersion;
    public bool HasUnreadableVersionId;
    public string? Bucket;
    public string? Region;
    public string? VersionId;
    public string? ETag;
    public long? Size;
    public string? Sequencer;
    public string? Requester;
    public string? RequestId;
    public DateTimeOffset? Time;

    /// <summary>Reads the event from its start to its end.</summary>
    public void Read(ref Utf8JsonReader reader)
    {
        while (JsonMember.Next(ref reader))
        {
            if (JsonMember.Is(ref reader, "detail-type"u8))
            {
                DetailType = JsonMember.Bytes(ref reader);
            }
            else if (JsonMember.Is(ref reader, "time"u8))
            {
                Time = EventTime.Read(ref reader);
            }
            else if (JsonMember.Is(ref reader, "region"u8))
            {
                Region = JsonMember.Text(ref reader);
            }
            else if (JsonMember.Is(ref reader, "detail"u8))
            {
                ReadDetail(ref reader);
            }
            else
            {
                JsonMember.Skip(ref reader);
            }
        }
    }

    private void ReadDetail(ref Utf8JsonReader reader)
    {
        if (!JsonMember.Enter(ref reader))
        {
            return;
        }

        while (JsonMember.Next(ref reader))
        {
            if (JsonMember.Is(ref reader, "bucket"u8))
            {
                Bucket = JsonMember.Nested(ref reader, "name"u8);
            }
            else if (JsonMember.Is(ref reader, "object"u8))
            {
                ReadObject(ref reader);
            }
            else if (JsonMember.Is(ref reader, "reason"u8))
            {
                Reason = JsonMember.Bytes(ref reader);
            }
            else if (JsonMember.Is(ref reader, "deletion-type"u8))
            {
                DeletionType = JsonMember.Bytes(ref reader);
            }
            else if (JsonMember.Is(ref reader, "event-version"u8))
            {
                Version = JsonMember.Bytes(ref reader);
                HasVersion = reader.TokenType == JsonTokenType.String;
            }
            else
            {
                ReadOptional(ref reader);
            }
        }
    }

    private void ReadOptional(ref Utf8JsonReader reader)
    {
        if (JsonMember.Is(ref reader, "requester"u8))
        {
            Requester = JsonMember.Text(ref reader);
        }
        else if (JsonMember.Is(ref reader, "request-id"u8))
        {
            RequestId = JsonMember.Text(ref reader);
        }
        else
        {
            JsonMember.Skip(ref reader);
        }
    }

    private void ReadObject(ref Utf8JsonReader reader)
    {
        if (!JsonMember.Enter(ref reader))
        {
            return;
        }

        while (JsonMember.Next(ref reader))
        {
            if (JsonMember.Is(ref reader, "key"u8))
            {
                Key = JsonMember.Bytes(ref reader);
            }
            else if (JsonMember.Is(ref reader, "size"u8))
            {
                Size = JsonMember.Size(ref reader);
            }
            else if (JsonMember.Is(ref reader, "etag"u8) || JsonMember.Is(ref reader, "eTag"u8))
            {
                ETag = JsonMember.Text(ref reader)?.Trim('"');
            }
            else if (JsonMember.Is(ref reader, "version-id"u8) || JsonMember.Is(ref reader, "versionId"u8))
            {
                VersionId = JsonMember.Text(ref reader);
                HasUnreadableVersionId = reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null);
            }
            else if (JsonMember.Is(ref reader, "sequencer"u8))
            {
                Sequencer = JsonMember.Text(ref reader);
            }
            else
            {
                JsonMember.Skip(ref reader);
            }
        }
    }
}
