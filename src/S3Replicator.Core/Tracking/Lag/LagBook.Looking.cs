using System.Collections.Immutable;
using System.Runtime.InteropServices;
using S3Replicator.Core.Copying;
using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Tracking.Lag;

/// <summary>Looks at the whole of what is pending.</summary>
public sealed partial class LagBook
{
    /// <summary>Messages that the queues hold and this worker does not, as last asked.</summary>
    private long _queued;

    /// <summary>Keeps the rules in force, so that an idle one is told as zero; forgets those that are gone and have nothing pending.</summary>
    public void Keep(RuleSet rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var enabled = rules.Documents
            .Select(document => document.Bucket)
            .Distinct(StringComparer.Ordinal)
            .SelectMany(bucket => rules.ForBucket(bucket)!.Rules)
            .Where(bound => bound.Rule.IsEnabled)
            .ToLookup(RuleRoute.Of);

        lock (_lock)
        {
            _bound.Clear();

            foreach (var group in enabled)
            {
                if (_rules.TryGetValue(group.Key, out var progress))
                {
                    progress.Update(group.First());
                }
                else
                {
                    _rules.Add(group.Key, new(group.First()));
                }
            }

            foreach (var gone in _rules.Values.Where(rule => rule.Pending == 0 && !enabled.Contains(rule.Route)).ToList())
            {
                _rules.Remove(gone.Route);
            }
        }
    }

    /// <summary>Takes in how many messages the queues hold beside those that this worker has in hand.</summary>
    public void Queued(long messages)
    {
        lock (_lock)
        {
            _queued = Math.Max(0, messages - _pending.WaitingCount);
        }
    }

    /// <summary>How far each rule is, in order of its route.</summary>
    public ImmutableArray<RuleProgressSnapshot> Snapshot()
    {
        var now = clock.UtcNow;

        lock (_lock)
        {
            var aspects = AspectsOf(now);
            return
            [
                .. _rules.Values
                    .OrderBy(rule => rule.Route.SourceBucket, StringComparer.Ordinal)
                    .ThenBy(rule => rule.Route.RuleId, StringComparer.Ordinal)
                    .ThenBy(rule => rule.Route.DestinationBucket, StringComparer.Ordinal)
                    .Select(rule => SnapshotOf(rule, aspects.GetValueOrDefault(rule), now)),
            ];
        }
    }

    /// <summary>The distribution of all latencies of each rule since the start.</summary>
    public IReadOnlyDictionary<RuleRoute, LatencyDistribution> Distributions()
    {
        lock (_lock)
        {
            return _rules.ToDictionary(rule => rule.Key, rule => rule.Value.Latency.ToDistribution());
        }
    }

    /// <summary>Takes out those pending operations that have missed their threshold since the last look, and forgets those that another worker has.</summary>
    public void Sweep(ICollection<MissedThreshold> missed)
    {
        ArgumentNullException.ThrowIfNull(missed);
        var now = clock.UtcNow.UtcTicks;

        lock (_lock)
        {
            var all = _pending.All;

            for (var slot = 0; slot < all.Length; slot++)
            {
                ref var entry = ref all[slot];

                if (!entry.IsTaken)
                {
                    continue;
                }

                if (entry.IsWaiting && entry.WaitingUntil + Grace < now)
                {
                    Leave(new(slot, entry.Generation));
                }
                else if (!entry.IsMissTold && entry.Deadline < now)
                {
                    entry.IsMissTold = true;
                    missed.Add(new(entry.Event, entry.Decision, CauseSoFar(in entry, now)));
                }
            }
        }
    }

    private static DelayCause CauseSoFar(in PendingEntry entry, long now)
    {
        var soFar = entry;
        soFar.Delays.Add(entry.IsWaiting ? entry.WaitingFor : DelayCause.Copy, new(now - entry.AccountedTo));
        return soFar.MainDelay;
    }

    private Dictionary<RuleProgress, Aspect> AspectsOf(DateTimeOffset now)
    {
        var aspects = new Dictionary<RuleProgress, Aspect>();

        foreach (ref readonly var entry in _pending.All)
        {
            if (entry.IsTaken)
            {
                ref var aspect = ref CollectionsMarshal.GetValueRefOrAddDefault(aspects, entry.Rule, out var isThere);
                aspect = isThere ? aspect : new(long.MaxValue, 0, []);
                aspect = aspect with
                {
                    Since = Math.Min(aspect.Since, entry.Since),
                    Overdue = aspect.Overdue + (entry.Deadline < now.UtcTicks ? 1 : 0),
                };
                aspect.Deadlines.Add(entry.Deadline);
            }
        }

        return aspects;
    }

    private RuleProgressSnapshot SnapshotOf(RuleProgress rule, Aspect aspect, DateTimeOffset now)
    {
        var queued = _messages == 0 ? 0 : (long)Math.Round((double)_queued * rule.Accepted / _messages);
        var lag = rule.Pending == 0 ? TimeSpan.Zero : new TimeSpan(Math.Max(0, now.UtcTicks - aspect.Since));
        var recent = rule.RecentLatency(now);
        var deadlines = aspect.Deadlines ?? [];
        deadlines.Sort();

        return new()
        {
            Route = rule.Route,
            Threshold = rule.Rule.Rule.Threshold,
            Pending = rule.Pending,
            PendingInQueue = queued,
            PendingBytes = rule.PendingBytes,
            PendingBytesInQueue = rule.Completed == 0 ? 0 : (long)((double)rule.Bytes / rule.Completed * queued),
            Overdue = aspect.Overdue,
            Lag = lag,
            LatencyMax = lag > recent ? lag : recent,
            Latency = rule.Latency.Summarize(),
            EndsPerSecond = rule.EndsPerSecond(now),
            Completed = rule.Completed,
            Bytes = rule.Bytes,
            Failed = new Dictionary<string, long>(rule.Failed, StringComparer.Ordinal),
            Retries = RetriesOf(rule),
            Within = rule.Within,
            Missed = rule.Missed,
            Attainment = rule.Attained(aspect.Overdue, now),
            Forecast = Forecast(rule, deadlines, queued, now),
            Forecasts = rule.Forecasts,
            Tags = rule.Tags,
        };
    }

    private static MissForecast Forecast(RuleProgress rule, List<long> deadlines, long queued, DateTimeOffset now)
    {
        var isBusy = rule.Pending > 0 || queued > 0;
        rule.BusySince = isBusy ? rule.BusySince ?? now : null;
        var forecast = MissForecast.Of(
            CollectionsMarshal.AsSpan(deadlines),
            queued,
            rule.EndsPerSecond(now),
            isBusy ? now - rule.BusySince!.Value : TimeSpan.Zero,
            rule.Rule.Rule.Threshold,
            now);

        if (forecast.IsMissExpected && !rule.IsMissForecast)
        {
            rule.Forecasts++;
        }

        rule.IsMissForecast = forecast.IsMissExpected;
        return forecast;
    }

    private static Dictionary<string, long> RetriesOf(RuleProgress rule)
    {
        var retries = new Dictionary<string, long>(StringComparer.Ordinal);

        for (var kind = FailureClass.Transient; kind <= FailureClass.Gone; kind++)
        {
            if (rule.Retries[(int)kind] is > 0 and var count)
            {
                retries.Add(kind.ToString(), count);
            }
        }

        return retries;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Aspect(long Since, long Overdue, List<long> Deadlines);
}
