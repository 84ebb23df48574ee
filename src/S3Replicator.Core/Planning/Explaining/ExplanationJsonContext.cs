using System.Text.Json.Serialization;

namespace S3Replicator.Core.Planning.Explaining;

[JsonSerializable(typeof(ExplanationDocument))]
internal sealed partial class ExplanationJsonContext : JsonSerializerContext;
