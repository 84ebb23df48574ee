using System.Text.Json;
using System.Text.Json.Serialization;
using S3Replicator.LocalAws.Faults;
using S3Replicator.LocalAws.S3.EventBridge;
using S3Replicator.LocalAws.Seeding;

namespace S3Replicator.LocalAws.Control;

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    AllowDuplicateProperties = false,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict,
    PropertyNameCaseInsensitive = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ClockAdvance))]
[JsonSerializable(typeof(ClockState))]
[JsonSerializable(typeof(ControlError))]
[JsonSerializable(typeof(EventRule))]
[JsonSerializable(typeof(EventRuleListing))]
[JsonSerializable(typeof(FaultEntry))]
[JsonSerializable(typeof(FaultListing))]
[JsonSerializable(typeof(FaultRule))]
[JsonSerializable(typeof(KeyListing))]
[JsonSerializable(typeof(QueueDisorder))]
[JsonSerializable(typeof(SeedKey))]
internal sealed partial class ControlJson : JsonSerializerContext;
