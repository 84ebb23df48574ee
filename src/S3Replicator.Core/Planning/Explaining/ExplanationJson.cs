using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using S3Replicator.Core.Events;

namespace S3Replicator.Core.Planning.Explaining;

/// <summary>Writes explanations as the JSON of the outward contract.</summary>
public static class ExplanationJson
{
    // The output goes to terminals and programs, not into web pages: keys stay readable.
    private static readonly ExplanationJsonContext Context = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>One JSON object with all records of a message or of several, on one line.</summary>
    public static string Write(IEnumerable<ExplainedRecord> records, string? messageId = null) =>
        JsonSerializer.Serialize(new ExplanationDocument([.. records.Select(PartOf)]) { MessageId = messageId }, Context.ExplanationDocument);

    private static ExplanationDocument.RecordPart PartOf(ExplainedRecord record) => new()
    {
        File = record.File,
        Bucket = record.Record.Bucket,
        Key = record.Record.Event?.Key,
        VersionId = record.Record.Event?.VersionId,
        Event = record.Record.Name,
        Sequencer = record.Record.Event?.Sequencer,
        Envelope = record.Record.Envelope is { } envelope ? NameOf(envelope) : null,
        Outcome = record.Outcome.ToString(),
        Reason = record.Reason,
        Detail = record.Record.Detail,
        Decisions = record.Outcome == ExplainOutcome.Reject ? null : [.. record.Decisions.Select(decision => PartOf(record, decision))],
        Requests = record.Asked,
    };

    private static ExplanationDocument.DecisionPart PartOf(ExplainedRecord record, Decision decision)
    {
        var rule = decision.Rule.Rule;
        var requests = record.Costs?.GetValueOrDefault(rule.Id);
        return decision.Acts
            ? new ExplanationDocument.ActingPart
            {
                Rule = rule.Id,
                Destination = rule.Destination.Bucket,
                Action = decision.Action.ToString(),
                Key = decision.DestinationKey,
                StorageClass = rule.Destination.StorageClass,
                Deadline = decision.Deadline?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
                Reason = decision.Reason?.ToString(),
                Failure = decision.Failure,
                Assumes = FactNames.Of(decision.Assumes),
                Requests = requests,
            }
            : new ExplanationDocument.SkippedPart
            {
                Rule = rule.Id,
                Destination = rule.Destination.Bucket,
                Action = decision.Action.ToString(),
                Reason = decision.Reason?.ToString(),
                Winner = decision.Winner,
                Assumes = FactNames.Of(decision.Assumes),
                Requests = requests,
            };
    }

    private static string NameOf(EnvelopeForm envelope) => envelope == EnvelopeForm.Sns ? "SNS" : envelope.ToString();
}
