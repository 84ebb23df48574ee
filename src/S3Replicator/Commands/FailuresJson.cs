using System.Text.Json.Serialization;

namespace S3Replicator.Commands;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(FailuresDocument))]
internal sealed partial class FailuresJson : JsonSerializerContext;
