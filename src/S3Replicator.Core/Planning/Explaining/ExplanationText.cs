using System.Collections.Immutable;

namespace S3Replicator.Core.Planning.Explaining;

/// <summary>Writes explanations as lines for people; the program adds colour and writes them out.</summary>
public static class ExplanationText
{
    /// <summary>The lines of all records, with an empty one between two.</summary>
    public static IEnumerable<ImmutableArray<TextPiece>> Write(IEnumerable<ExplainedRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        var isFirst = true;
        foreach (var record in records)
        {
            if (!isFirst)
            {
                yield return [];
            }

            isFirst = false;
            foreach (var line in LinesOf(record))
            {
                yield return line;
            }
        }
    }

    private static IEnumerable<ImmutableArray<TextPiece>> LinesOf(ExplainedRecord record)
    {
        yield return HeadingOf(record);
        yield return
        [
            new("  "),
            new(record.Outcome.ToString(), ToneOf(record.Outcome)),
            new(record.Reason is null ? string.Empty : $" ({record.Reason})", ToneOf(record.Outcome)),
            new(": "),
            new(RecordSentence.Of(record)),
        ];

        var ruleWidth = Width(record.Decisions.Select(decision => decision.Rule.Rule.Id));
        var destinationWidth = Width(record.Decisions.Select(decision => decision.Rule.Rule.Destination.Bucket));
        var actionWidth = Width(record.Decisions.Select(LabelOf));
        foreach (var decision in record.Decisions)
        {
            var tone = decision.Failure is not null ? Tone.Bad : decision.Acts ? Tone.Good : Tone.Quiet;
            yield return
            [
                new("    "),
                new(decision.Rule.Rule.Id.PadRight(ruleWidth), decision.Acts ? Tone.Strong : Tone.Plain),
                new("  → "),
                new(decision.Rule.Rule.Destination.Bucket.PadRight(destinationWidth)),
                new("  "),
                new(LabelOf(decision).PadRight(actionWidth), tone),
                new("  "),
                new(DecisionSentence.Of(record.Record.Event!, record.State, decision)),
                new(CostSentence.Of(record.Costs?.GetValueOrDefault(decision.Rule.Rule.Id)), Tone.Quiet),
            ];
        }

        if (record.Asked is { Count: > 0 } asked)
        {
            yield return [new("    "), new($"To decide, S3 is asked first.{CostSentence.Of(asked)}", Tone.Quiet)];
        }

        if (AssumptionOf(record) is { } assumption)
        {
            yield return [new("    "), new(assumption, Tone.Notice)];
        }
    }

    private static ImmutableArray<TextPiece> HeadingOf(ExplainedRecord record)
    {
        var pieces = ImmutableArray.CreateBuilder<TextPiece>();
        if (record.File is not null)
        {
            pieces.Add(new($"{record.File}: ", Tone.Quiet));
        }

        if (record.Record.Event is not { } source)
        {
            pieces.Add(new(record.Record.Name ?? "A record that is no event", Tone.Strong));
            pieces.Add(new(record.Record.Bucket is { } bucket ? $" of s3://{bucket}" : string.Empty));
            return pieces.ToImmutable();
        }

        pieces.Add(new(source.Name, Tone.Strong));
        pieces.Add(new($" of s3://{source.Bucket}/{source.Key}"));
        pieces.Add(new(source.VersionId is null ? string.Empty : $", version {source.VersionId}"));
        pieces.Add(new(source.Time is { } time ? $", {DecisionSentence.TimeOf(time)}" : string.Empty, Tone.Quiet));
        return pieces.ToImmutable();
    }

    private static string? AssumptionOf(ExplainedRecord record)
    {
        var facts = record.Decisions.Aggregate(ObjectFacts.None, (all, decision) => all | decision.Assumes);
        return FactNames.Of(facts) is { } names
            ? $"Not known, and taken as absent: {string.Join(", ", names)}. Give them with --object to be sure."
            : null;
    }

    private static string LabelOf(Decision decision) =>
        decision.Reason is { } reason ? $"{decision.Action} {reason}" : decision.Action.ToString();

    private static int Width(IEnumerable<string> texts) => texts.Select(text => text.Length).DefaultIfEmpty().Max();

    private static Tone ToneOf(ExplainOutcome outcome) => outcome switch
    {
        ExplainOutcome.Replicate => Tone.Good,
        ExplainOutcome.Reject => Tone.Bad,
        _ => Tone.Notice,
    };
}
