using System.Text.Json.Serialization;

namespace S3Replicator.Core.Tracking.Fleet;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(WorkerSnapshot))]
[JsonSerializable(typeof(FleetView))]
internal sealed partial class FleetJsonContext : JsonSerializerContext;
