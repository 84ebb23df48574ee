using S3Replicator.Core.Events;
using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Planning.Explaining;

/// <summary>Says what each record of a message would cause and why, asking nobody.</summary>
public static class Explainer
{
    /// <summary>Explains a message body; each record for itself.</summary>
    /// <param name="body">The body in UTF-8.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="state">What is known of the object beside its event.</param>
    public static IReadOnlyList<ExplainedRecord> Explain(ReadOnlySpan<byte> body, RuleSet rules, ObjectState state)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(state);
        return [.. EventDecoder.Default.Decode(body).Select(record => Explain(record, rules, state, OwnPrincipals.None))];
    }

    /// <summary>Explains one record.</summary>
    public static ExplainedRecord Explain(DecodedRecord record, RuleSet rules, ObjectState state, OwnPrincipals own)
    {
        ArgumentNullException.ThrowIfNull(rules);
        if (record.Rejected is { } rejected)
        {
            return new() { Record = record, Outcome = ExplainOutcome.Reject, Reason = rejected.ToString() };
        }

        var bucket = record.Event is { } @event ? rules.ForBucket(@event.Bucket) : null;
        var ignored = record.Ignored ?? Decider.PassesOver(record.Event!, bucket);
        if (ignored is { } reason)
        {
            return new() { Record = record, Outcome = ExplainOutcome.Ignore, Reason = reason.ToString() };
        }

        var decisions = Decider.DecideAll(record.Event!, bucket!, state, own);
        return new()
        {
            Record = record,
            Outcome = decisions.Any(decision => decision.Acts) ? ExplainOutcome.Replicate : ExplainOutcome.Ignore,
            Decisions = decisions,
            State = state,
        };
    }
}
