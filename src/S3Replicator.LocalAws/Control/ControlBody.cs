using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace S3Replicator.LocalAws.Control;

/// <summary>Reads what is sent to the control plane.</summary>
internal static class ControlBody
{
    /// <exception cref="JsonException">The body is too large, or not the JSON that is wanted.</exception>
    public static async ValueTask<T> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> type, int maxBytes, CancellationToken cancellationToken)
    {
        var buffer = new byte[maxBytes + 1];
        var length = 0;
        while (length < buffer.Length && await request.Body.ReadAsync(buffer.AsMemory(length), cancellationToken) is > 0 and var count)
        {
            length += count;
        }

        return length > maxBytes
            ? throw new JsonException("The body is too large.")
            : JsonSerializer.Deserialize(buffer.AsSpan(0, length), type) ?? throw new JsonException("The body is null.");
    }
}
