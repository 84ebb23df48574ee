using System.Text.Json;
using System.Text.Json.Serialization;
using S3Replicator.Core.Tracking;

namespace S3Replicator.Hosting;

/// <summary>A run's summary as one JSON object on one line.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RunSummary))]
internal sealed partial class SummaryJson : JsonSerializerContext
{
    public static string Write(RunSummary summary) => JsonSerializer.Serialize(summary, Default.RunSummary);
}
