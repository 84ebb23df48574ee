using System.Text.Json.Serialization;

namespace S3Replicator.Commands;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LocalReady))]
internal sealed partial class LocalReadyJson : JsonSerializerContext;
