using System.Collections.Immutable;

namespace S3Replicator.Core.Tracking.Fleet;

/// <summary>All workers of a fleet, and their figures together; what <c>/api/fleet</c> answers.</summary>
public sealed record FleetView
{
    /// <summary>When this was so, by AWS's clock.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>The workers, those that run first.</summary>
    public required ImmutableArray<FleetWorker> Workers { get; init; }

    /// <summary>How many run.</summary>
    public required int Running { get; init; }

    /// <summary>How many have written nothing for too long.</summary>
    public required int Lost { get; init; }

    /// <summary>The revisions of rules that the running ones work by; more than one while a change spreads.</summary>
    public required ImmutableArray<string> RulesRevisions { get; init; }

    /// <summary>Operations pending.</summary>
    public required long Pending { get; init; }

    /// <summary>Their size in bytes.</summary>
    public required long PendingBytes { get; init; }

    /// <summary>Operations that ended in a second, over the last minute.</summary>
    public required decimal PerSecond { get; init; }

    /// <summary>The distribution of latency in seconds.</summary>
    public required LagSummary LatencySeconds { get; init; }

    /// <summary>The figures of the running ones together; those of rules are in <see cref="Rules"/>.</summary>
    public required FleetTotals Totals { get; init; }

    /// <summary>The rules.</summary>
    public required ImmutableArray<FleetRuleView> Rules { get; init; }

    /// <summary>Puts workers together; pure. What is lost is named, but counted no more: its messages are back in the queue.</summary>
    public static FleetView Of(IReadOnlyCollection<WorkerSnapshot> workers, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(workers);
        var all = workers.Select(worker => FleetWorker.Of(worker, now)).ToList();
        var running = workers.Where(worker => !worker.IsLost(now)).ToList();
        var totals = running.Aggregate(FleetTotals.None, (sum, worker) => FleetTotals.Merge(sum, worker.Totals));

        return new()
        {
            AsOf = now,
            Workers =
            [
                .. all.OrderByDescending(worker => worker.State, StringComparer.Ordinal)
                    .ThenBy(worker => worker.Id, StringComparer.Ordinal)
                    .ThenBy(worker => worker.Instance, StringComparer.Ordinal),
            ],
            Running = running.Count,
            Lost = all.Count - running.Count,
            RulesRevisions = [.. running.Select(worker => worker.RulesRevision).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Pending = totals.Rules.Sum(rule => rule.Pending),
            PendingBytes = totals.Rules.Sum(rule => rule.PendingBytes),
            PerSecond = totals.Rules.Sum(rule => rule.PerSecond),
            LatencySeconds = totals.Latency().Summarize(),
            Totals = totals with { Rules = [] },
            Rules = [.. totals.Rules.Select(FleetRuleView.Of)],
        };
    }
}
