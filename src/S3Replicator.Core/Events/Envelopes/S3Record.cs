using System.Text.Json;

namespace S3Replicator.Core.Events.Envelopes;

/// <summary>The members of one record of S3's own notification, as they stand in the body.</summary>
internal ref struct S3Record
{
    public ReadOnlySpan<byte> Name;
    public ReadOnlySpan<byte> Key;
    public ReadOnlySpan<byte> Source;
    public ReadOnlySpan<byte> Version;
    public bool HasSource;
    public bool HasVersion;
    public bool HasUnreadableVersionId;
    public string? Bucket;
    public string? Region;
    public string? VersionId;
    public string? ETag;
    public long? Size;
    public string? Sequencer;
    public string? PrincipalId;
    public string? RequestId;
    public DateTimeOffset? Time;

    /// <summary>Reads a record from its start to its end.</summary>
    public void Read(ref Utf8JsonReader reader)
    {
        while (JsonMember.Next(ref reader))
        {
            if (JsonMember.Is(ref reader, "s3"u8))
            {
                ReadS3(ref reader);
            }
            else if (JsonMember.Is(ref reader, "eventName"u8))
            {
                Name = JsonMember.Bytes(ref reader);
            }
            else if (JsonMember.Is(ref reader, "eventTime"u8))
            {
                Time = EventTime.Read(ref reader);
            }
            else if (JsonMember.Is(ref reader, "eventSource"u8))
            {
                Source = JsonMember.Bytes(ref reader);
                HasSource = reader.TokenType == JsonTokenType.String;
            }
            else if (JsonMember.Is(ref reader, "eventVersion"u8))
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
        if (JsonMember.Is(ref reader, "awsRegion"u8))
        {
            Region = JsonMember.Text(ref reader);
        }
        else if (JsonMember.Is(ref reader, "userIdentity"u8))
        {
            PrincipalId = JsonMember.Nested(ref reader, "principalId"u8);
        }
        else if (JsonMember.Is(ref reader, "responseElements"u8))
        {
            RequestId = JsonMember.Nested(ref reader, "x-amz-request-id"u8);
        }
        else
        {
            JsonMember.Skip(ref reader);
        }
    }

    private void ReadS3(ref Utf8JsonReader reader)
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
            else
            {
                JsonMember.Skip(ref reader);
            }
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
            else if (JsonMember.Is(ref reader, "eTag"u8) || JsonMember.Is(ref reader, "etag"u8))
            {
                ETag = JsonMember.Text(ref reader)?.Trim('"');
            }
            else if (JsonMember.Is(ref reader, "versionId"u8))
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
