using System.Text;
using System.Text.Json;

namespace S3Replicator.Core.Events.Envelopes;

/// <summary>Reads members of a JSON object one by one; a value of an unexpected type reads as absent.</summary>
internal static class JsonMember
{
    /// <summary>Goes to the next member's name; false at the object's end.</summary>
    public static bool Next(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    /// <summary>Whether the reader is at a member of this name.</summary>
    public static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) =>
        reader.ValueIsEscaped ? Unescaped(ref reader).SequenceEqual(name) : reader.ValueSpan.SequenceEqual(name);

    /// <summary>Passes over the member's value.</summary>
    public static void Skip(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    /// <summary>Enters the member's value if it is an object, else passes over it.</summary>
    public static bool Enter(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            return true;
        }

        reader.Skip();
        return false;
    }

    /// <summary>The member's text in UTF-8; empty when it is not text.</summary>
    public static ReadOnlySpan<byte> Bytes(scoped ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return default;
        }

        return reader.ValueIsEscaped ? Unescaped(ref reader) : reader.ValueSpan;
    }

    /// <summary>The member's text; null when it is empty or not text.</summary>
    public static string? Text(ref Utf8JsonReader reader)
    {
        var bytes = Bytes(ref reader);
        return bytes.IsEmpty ? null : Encoding.UTF8.GetString(bytes);
    }

    /// <summary>The member's whole number; null when it is none or negative.</summary>
    public static long? Size(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.Number)
        {
            reader.Skip();
            return null;
        }

        return reader.TryGetInt64(out var value) && value >= 0 ? value : null;
    }

    /// <summary>The text of one member of the member's object; null when either is not there.</summary>
    public static string? Nested(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        string? value = null;
        if (Enter(ref reader))
        {
            while (Next(ref reader))
            {
                if (Is(ref reader, name))
                {
                    value = Text(ref reader);
                }
                else
                {
                    Skip(ref reader);
                }
            }
        }

        return value;
    }

    private static ReadOnlySpan<byte> Unescaped(scoped ref Utf8JsonReader reader)
    {
        var buffer = new byte[reader.ValueSpan.Length];
        try
        {
            return buffer.AsSpan(0, reader.CopyString(buffer));
        }
        catch (InvalidOperationException)
        {
            // An escape that is half of a surrogate pair: JSON allows it, Unicode has no such text.
            return default;
        }
    }
}
