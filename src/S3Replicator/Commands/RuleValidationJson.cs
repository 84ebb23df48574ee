using System.Text.Json.Serialization;

namespace S3Replicator.Commands;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RuleValidation))]
internal sealed partial class RuleValidationJson : JsonSerializerContext;
