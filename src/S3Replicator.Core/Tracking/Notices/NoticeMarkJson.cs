using System.Text.Json.Serialization;

namespace S3Replicator.Core.Tracking.Notices;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, UseStringEnumConverter = true)]
[JsonSerializable(typeof(NoticeMark))]
internal sealed partial class NoticeMarkJson : JsonSerializerContext;
