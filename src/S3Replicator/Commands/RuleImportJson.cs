using System.Text.Json.Serialization;

namespace S3Replicator.Commands;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RuleImport))]
internal sealed partial class RuleImportJson : JsonSerializerContext;
