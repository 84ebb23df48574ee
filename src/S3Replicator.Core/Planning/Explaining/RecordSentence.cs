using System.Globalization;
using S3Replicator.Core.Events;

namespace S3Replicator.Core.Planning.Explaining;

/// <summary>Says of a whole record what becomes of it.</summary>
internal static class RecordSentence
{
    public static string Of(ExplainedRecord record) => record.Outcome switch
    {
        ExplainOutcome.Reject => $"{record.Record.Detail?.TrimEnd('.')}. A worker never deletes such a message, but leaves it for the dead-letter queue.",
        ExplainOutcome.Replicate => Acting(record),
        _ when record.Reason is null => "no rule of the bucket acts on it.",
        _ => Ignored(record),
    };

    private static string Acting(ExplainedRecord record)
    {
        var acting = record.Decisions.Count(decision => decision.Acts);
        var all = record.Decisions.Length;
        return all == 1 ? "the bucket's one rule acts." : string.Create(
            CultureInfo.InvariantCulture, $"{acting} of the bucket's {all} rules {(acting == 1 ? "acts" : "act")}.");
    }

    private static string Ignored(ExplainedRecord record)
    {
        if (record.Reason is nameof(SkipReason.SourceVanished))
        {
            return "there is no such object in the bucket, or its current version is a delete marker.";
        }

        if (record.Record.Ignored == IgnoreReason.TestEvent)
        {
            return "S3 sends this once when notifications are configured; it names no object.";
        }

        if (record.Record.Envelope == EnvelopeForm.Sns && record.Record.Event is null)
        {
            return "SNS asks about a subscription; its URL is never fetched. Subscribe the queue through SNS's own API.";
        }

        return record.Record.Event switch
        {
            { Kind: EventKind.RestoreCompleted } => "no rule of the bucket asks for restores (Archived.Action: Restore).",
            { Kind: not EventKind.NotReplicable } source => $"no rule document names the bucket {source.Bucket}.",
            _ => "events of this kind are never replicated.",
        };
    }
}
