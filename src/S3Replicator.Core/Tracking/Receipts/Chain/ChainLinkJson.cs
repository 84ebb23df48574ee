using System.Text.Json.Serialization;

namespace S3Replicator.Core.Tracking.Receipts.Chain;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(ChainLink))]
internal sealed partial class ChainLinkJson : JsonSerializerContext;
