using System.Text.Json.Serialization;

namespace S3Replicator.Core.State.Failures;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, WriteIndented = true)]
[JsonSerializable(typeof(FailureRecord))]
internal sealed partial class FailureJsonContext : JsonSerializerContext;
