using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using S3Replicator.Core.Pipeline;
using S3Replicator.Core.State.Failures;

namespace S3Replicator.Commands;

/// <summary>What the verbs about failures print with <c>--output json</c>.</summary>
internal sealed record FailuresDocument
{
    private static readonly FailuresJson Json = new(new JsonSerializerOptions(FailuresJson.Default.Options)
    {
        // The output is not part of a page; people and tools read the texts as they are.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>How many were tried again.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Retried { get; init; }

    /// <summary>How many of them came to their end.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Settled { get; init; }

    /// <summary>How many were discarded.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Discarded { get; init; }

    /// <summary>The failures: those found, those left after a retry, those discarded.</summary>
    public required IReadOnlyList<FailureRecord> Failures { get; init; }

    public static FailuresDocument OfRetry(IReadOnlyList<FailureRetryResult> results) => new()
    {
        Retried = results.Count,
        Settled = results.Count(result => result.IsSettled),
        Failures = [.. results.Where(result => !result.IsSettled).Select(result => result.Record)],
    };

    public static string Write(FailuresDocument document) => JsonSerializer.Serialize(document, Json.FailuresDocument) + "\n";
}
