using System.Text.Encodings.Web;
using System.Text.Json;

namespace S3Replicator.Core.Tracking.Fleet;

/// <summary>Workers and fleets as JSON.</summary>
public static class FleetJson
{
    private static readonly FleetJsonContext Json =
        new(new JsonSerializerOptions(FleetJsonContext.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>The view, as <c>/api/fleet</c> answers it.</summary>
    public static byte[] Write(FleetView fleet) => JsonSerializer.SerializeToUtf8Bytes(fleet, Json.FleetView);

    internal static byte[] Write(WorkerSnapshot worker) => JsonSerializer.SerializeToUtf8Bytes(worker, Json.WorkerSnapshot);

    /// <summary>The worker, or null where the bytes are none.</summary>
    internal static WorkerSnapshot? Read(ReadOnlySpan<byte> content)
    {
        try
        {
            return JsonSerializer.Deserialize(content, Json.WorkerSnapshot);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
