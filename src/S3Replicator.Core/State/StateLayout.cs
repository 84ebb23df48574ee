using System.Text.Json;

namespace S3Replicator.Core.State;

/// <summary>Marks a store with the layout of its names, so that a later version tells an old store from its own.</summary>
public static class StateLayout
{
    private const string Name = "layout.json";
    private const int Version = 1;

    private static ReadOnlySpan<byte> Mark => "{\"layout\":1}\n"u8;

    /// <summary>Whether the store was ever written to; throws where its layout is a later one.</summary>
    public static async Task<bool> ExistsAsync(IStateStore store, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);

        if (await store.GetAsync(Name, cancellationToken) is not { } mark)
        {
            return false;
        }

        return VersionOf(mark.Content.Span) == Version
            ? true
            : throw new StateStoreException("The state has the layout of a later version of s3replicator.");
    }

    /// <summary>Marks the store if it is new; that also shows early whether it can be written to.</summary>
    public static async Task PrepareAsync(IStateStore store, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);

        if (!await ExistsAsync(store, cancellationToken))
        {
            await store.PutAsync(Name, Mark.ToArray(), StateCondition.IfAbsent, cancellationToken);
        }
    }

    private static int? VersionOf(ReadOnlySpan<byte> content)
    {
        try
        {
            var reader = new Utf8JsonReader(content);
            using var document = JsonDocument.ParseValue(ref reader);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("layout"u8, out var layout)
                && layout.TryGetInt32(out var version)
                    ? version
                    : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
