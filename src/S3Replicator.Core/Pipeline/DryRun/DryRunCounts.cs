using S3Replicator.Core.Planning.Explaining;
using S3Replicator.Core.Tracking;

namespace S3Replicator.Core.Pipeline.DryRun;

/// <summary>What the messages shown would come to.</summary>
internal sealed class DryRunCounts
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, long> _skipped = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _actions = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _requests = new(StringComparer.Ordinal);
    private long _failing;

    public void Add(IEnumerable<ExplainedRecord> records)
    {
        lock (_lock)
        {
            foreach (var record in records)
            {
                Add(record);
            }
        }
    }

    public SortedDictionary<string, long> Skipped()
    {
        lock (_lock)
        {
            return new(_skipped, StringComparer.Ordinal);
        }
    }

    public DryRunSummary Summarize()
    {
        lock (_lock)
        {
            return new(
                new SortedDictionary<string, long>(_actions, StringComparer.Ordinal),
                _failing,
                new SortedDictionary<string, long>(_requests, StringComparer.Ordinal));
        }
    }

    private static void Count(SortedDictionary<string, long> counts, string name, long count = 1) =>
        counts[name] = counts.GetValueOrDefault(name) + count;

    private void Add(ExplainedRecord record)
    {
        if (record is { Outcome: ExplainOutcome.Ignore, Reason: { } ignored })
        {
            Count(_skipped, ignored);
        }

        foreach (var decision in record.Decisions)
        {
            if (decision.Failure is not null)
            {
                _failing++;
            }
            else if (decision.Acts)
            {
                Count(_actions, decision.Action.ToString());
            }
            else if (decision.Reason is { } reason)
            {
                Count(_skipped, reason.ToString());
            }
        }

        foreach (var (operation, count) in (record.Costs?.Values ?? []).Append(record.Asked).SelectMany(requests => requests ?? new SortedDictionary<string, long>(StringComparer.Ordinal)))
        {
            Count(_requests, operation, count);
        }
    }
}
