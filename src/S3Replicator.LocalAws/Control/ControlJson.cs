using System.Text.Json;
using System.Text.Json.Serialization;
using S3Replicator.LocalAws.Faults;

namespace S3Replicator.LocalAws.Control;

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    AllowDuplicateProperties = false,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict,
    PropertyNameCaseInsensitive = false,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ClockAdvance))]
[JsonSerializable(typeof(ClockState))]
[JsonSerializable(typeof(ControlError))]
[JsonSerializable(typeof(FaultEntry))]
[JsonSerializable(typeof(FaultListing))]
[JsonSerializable(typeof(FaultRule))]
internal sealed partial class ControlJson : JsonSerializerContext;
