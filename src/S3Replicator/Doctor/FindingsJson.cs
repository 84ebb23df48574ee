using System.Text.Json.Serialization;

namespace S3Replicator.Doctor;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(FindingsDocument))]
internal sealed partial class FindingsJson : JsonSerializerContext;
