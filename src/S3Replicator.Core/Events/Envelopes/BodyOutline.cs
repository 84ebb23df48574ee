using System.Text.Json;

namespace S3Replicator.Core.Events.Envelopes;

/// <summary>What the top level of a body tells about its envelope.</summary>
internal ref struct BodyOutline
{
    /// <summary>Whether the body is a JSON object.</summary>
    public bool IsObject;

    /// <summary>Whether there is a member <c>Records</c>; nothing after it is looked at.</summary>
    public bool HasRecords;

    /// <summary>Whether there is a member <c>detail-type</c>.</summary>
    public bool HasDetailType;

    /// <summary>The text of <c>Type</c>, which SNS sets.</summary>
    public ReadOnlySpan<byte> Type;

    /// <summary>The text of <c>source</c>, which EventBridge sets.</summary>
    public ReadOnlySpan<byte> Source;

    /// <summary>The text of <c>Event</c>, which S3 sets in test events.</summary>
    public ReadOnlySpan<byte> Event;

    /// <summary>Reads the top level of a body, up to <c>Records</c> or the end.</summary>
    public static BodyOutline Of(ReadOnlySpan<byte> body)
    {
        var outline = default(BodyOutline);
        var reader = new Utf8JsonReader(body);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            ReadToEnd(ref reader);
            return outline;
        }

        outline.IsObject = true;
        while (JsonMember.Next(ref reader))
        {
            if (JsonMember.Is(ref reader, "Records"u8))
            {
                outline.HasRecords = true;
                return outline;
            }

            outline.Take(ref reader);
        }

        ReadToEnd(ref reader);
        return outline;
    }

    private static void ReadToEnd(ref Utf8JsonReader reader)
    {
        while (reader.Read())
        {
        }
    }

    private void Take(ref Utf8JsonReader reader)
    {
        if (JsonMember.Is(ref reader, "Type"u8))
        {
            Type = JsonMember.Bytes(ref reader);
        }
        else if (JsonMember.Is(ref reader, "source"u8))
        {
            Source = JsonMember.Bytes(ref reader);
        }
        else if (JsonMember.Is(ref reader, "Event"u8))
        {
            Event = JsonMember.Bytes(ref reader);
        }
        else
        {
            HasDetailType |= JsonMember.Is(ref reader, "detail-type"u8);
            JsonMember.Skip(ref reader);
        }
    }
}
