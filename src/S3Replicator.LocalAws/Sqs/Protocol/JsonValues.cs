using System.Text.Json;

namespace S3Replicator.LocalAws.Sqs.Protocol;

/// <summary>Typed reads that say what SQS says when a type does not fit.</summary>
internal static class JsonValues
{
    /// <summary>Moves to the name of the next member; false at the end of the object.</summary>
    public static bool NextMember(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    /// <summary>Moves to the next item; false at the end of the list.</summary>
    public static bool NextItem(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType != JsonTokenType.EndArray;

    /// <summary>Moves into a list; false when the value is null.</summary>
    public static bool BeginList(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return false;
        }

        Expect(reader.TokenType, JsonTokenType.StartArray, "List");
        return true;
    }

    public static string? ReadText(ref Utf8JsonReader reader)
    {
        reader.Read();
        return Text(ref reader);
    }

    public static byte[]? ReadUtf8(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        Expect(reader.TokenType, JsonTokenType.String, "String");
        if (!reader.ValueIsEscaped)
        {
            return Validated(reader.ValueSpan.ToArray());
        }

        var unescaped = new byte[reader.ValueSpan.Length];
        return unescaped[..reader.CopyString(unescaped)];
    }

    public static byte[]? ReadBase64(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        Expect(reader.TokenType, JsonTokenType.String, "Blob");
        return reader.TryGetBytesFromBase64(out var bytes) ? bytes : throw new FormatException("Invalid base64 in a binary value.");
    }

    public static int? ReadInteger(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        Expect(reader.TokenType, JsonTokenType.Number, "Integer");
        return reader.TryGetInt32(out var number) ? number : throw new FormatException("NUMBER_VALUE can not be converted to an Integer");
    }

    public static List<string>? ReadTexts(ref Utf8JsonReader reader)
    {
        if (!BeginList(ref reader))
        {
            return null;
        }

        var texts = new List<string>();
        while (NextItem(ref reader))
        {
            texts.Add(Text(ref reader) ?? string.Empty);
        }

        return texts;
    }

    public static List<KeyValuePair<string, string>>? ReadMap(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        Expect(reader.TokenType, JsonTokenType.StartObject, "Map");
        var map = new List<KeyValuePair<string, string>>();
        while (NextMember(ref reader))
        {
            var key = reader.GetString()!;
            map.Add(new(key, ReadText(ref reader) ?? string.Empty));
        }

        return map;
    }

    public static void Expect(JsonTokenType actual, JsonTokenType expected, string type)
    {
        if (actual == expected)
        {
            return;
        }

        var value = actual switch
        {
            JsonTokenType.Number => "NUMBER_VALUE",
            JsonTokenType.String => "STRING_VALUE",
            JsonTokenType.True => "TRUE_VALUE",
            JsonTokenType.False => "FALSE_VALUE",
            JsonTokenType.StartObject => "Start of structure or map",
            JsonTokenType.StartArray => "Start of list",
            JsonTokenType.Null => "NULL_VALUE",
            JsonTokenType.None or JsonTokenType.EndObject or JsonTokenType.EndArray
                or JsonTokenType.PropertyName or JsonTokenType.Comment => "Unexpected token",
            _ => "Unexpected token",
        };
        throw new FormatException($"{value} can not be converted to {(type is "Integer" or "Object" ? "an" : "a")} {type}");
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        Expect(reader.TokenType, JsonTokenType.String, "String");
        return reader.GetString();
    }

    private static byte[] Validated(byte[] utf8) => System.Text.Unicode.Utf8.IsValid(utf8)
        ? utf8
        : throw new FormatException("The request body is not valid UTF-8.");
}
