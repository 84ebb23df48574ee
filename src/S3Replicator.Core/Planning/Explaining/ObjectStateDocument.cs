using System.Text.Json;
using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Planning.Explaining;

/// <summary>Reads what people tell of an object that its event does not.</summary>
public static class ObjectStateDocument
{
    private const string Members =
        "tags, encryption, storageClass, archiveStatus, restored, size, current, isReplica, hops, vanished, atDestination";

    /// <summary>Reads a document; the error says what is wrong with it.</summary>
    public static ObjectState? Parse(ReadOnlyMemory<byte> json, out string? error)
    {
        if (json.Span.StartsWith("\uFEFF"u8))
        {
            json = json[3..];
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(document.RootElement, out error);
        }
        catch (JsonException exception)
        {
            error = $"it is not JSON: {exception.Message}";
            return null;
        }
        catch (InvalidOperationException)
        {
            error = "it holds text that is not Unicode.";
            return null;
        }
    }

    private static ObjectState? Read(JsonElement root, out string? error)
    {
        error = root.ValueKind == JsonValueKind.Object ? null : "it is not a JSON object.";
        var state = ObjectState.Unknown;
        if (error is not null)
        {
            return null;
        }

        foreach (var member in root.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Null)
            {
                continue;
            }

            if (Take(state, member.Name, member.Value, out error) is not { } next)
            {
                return null;
            }

            state = next;
        }

        return state;
    }

    private static ObjectState? Take(ObjectState state, string name, JsonElement value, out string? error)
    {
        error = name switch
        {
            "tags" => TagsError(value),
            "encryption" => value.ValueKind == JsonValueKind.String && value.GetString() is "AES256" or "aws:kms" or "aws:kms:dsse" or "SSE-C"
                ? null
                : "encryption takes AES256, aws:kms, aws:kms:dsse or SSE-C.",
            "storageClass" or "archiveStatus" => value.ValueKind == JsonValueKind.String ? null : $"{name} takes text.",
            "size" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var size) && size >= 0
                ? null
                : "size takes a whole number of bytes, 0 or more.",
            "hops" => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var hops) && hops >= 0
                ? null
                : "hops takes a whole number, 0 or more.",
            "current" or "isReplica" or "restored" or "vanished" or "atDestination" =>
                value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : $"{name} takes true or false.",
            _ => $"there is no member {name}; there are {Members}.",
        };
        return error is not null ? null : name switch
        {
            "tags" => state with { Tags = [.. value.EnumerateObject().Select(tag => new ObjectTag(tag.Name, tag.Value.GetString()!))] },
            "encryption" => state with { Encryption = value.GetString() },
            "storageClass" => state with { StorageClass = value.GetString() },
            "archiveStatus" => state with { ArchiveStatus = value.GetString() },
            "size" => state with { Size = value.GetInt64() },
            "hops" => state with { Hops = value.GetInt32() },
            "current" => state with { IsCurrent = value.GetBoolean() },
            "isReplica" => state with { IsReplica = value.GetBoolean() },
            "restored" => state with { IsRestored = value.GetBoolean() },
            "vanished" => state with { IsVanished = value.GetBoolean() },
            _ => state with { IsAtDestination = value.GetBoolean() },
        };
    }

    private static string? TagsError(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && value.EnumerateObject().All(tag => tag.Value.ValueKind == JsonValueKind.String)
            ? null
            : "tags takes an object of text, such as {\"keep\":\"yes\"}.";
}
