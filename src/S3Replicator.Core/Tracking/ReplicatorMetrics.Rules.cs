using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using S3Replicator.Core.Queueing;
using S3Replicator.Core.Tracking.Lag;

namespace S3Replicator.Core.Tracking;

/// <summary>The instruments that are read when somebody asks: what they show is kept anyway, so that an event costs nothing for them.</summary>
public sealed partial class ReplicatorMetrics
{
    /// <summary>One look at the rules serves all instruments of one collection.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(200);

    private readonly Lock _lock = new();
    private ImmutableArray<RuleProgressSnapshot> _rules = [];
    private DateTimeOffset _lookedAt = DateTimeOffset.MinValue;

    /// <summary>Begins to show what is kept.</summary>
    public void Observe(LagBook lagBook, RequestCounter requests, ServerClock clock)
    {
        ArgumentNullException.ThrowIfNull(lagBook);
        ArgumentNullException.ThrowIfNull(requests);
        ArgumentNullException.ThrowIfNull(clock);
        ImmutableArray<RuleProgressSnapshot> Look() => Rules(lagBook, clock);

        Gauge("s3replicator.replication.latency.max", "s", "How far the destination is behind: the oldest pending age, or the longest latency of the last minute.", Look, rule => rule.LatencyMax.TotalSeconds);
        Gauge("s3replicator.replication.lag", "s", "The age of the oldest pending operation; 0 when nothing is pending.", Look, rule => rule.Lag.TotalSeconds);
        Gauge("s3replicator.operations.overdue", "{operation}", "Pending operations that are past their threshold.", Look, rule => rule.Overdue);
        Gauge("s3replicator.operations.predicted_misses", "{operation}", "Pending operations that will miss their threshold at the present rate.", Look, rule => rule.Forecast.Misses);
        Gauge("s3replicator.backlog.duration", "s", "How long the backlog takes at the present rate; nothing is shown while nothing ends.", Look, rule => rule.Forecast.ClearIn?.TotalSeconds);
        Gauge("s3replicator.objective.attainment", "1", "The share of operations within their threshold, over the objective's window since the worker's start.", Look, rule => rule.Attainment.Share);
        Gauge("s3replicator.objective.budget", "1", "How much of the misses that the objective allows is left; below 0 when overdrawn.", Look, rule => rule.Attainment.BudgetLeft);
        Sum("s3replicator.operations.completed", "{operation}", "Operations carried out.", Look, rule => rule.Completed);
        Sum("s3replicator.replication.bytes", "By", "Bytes that S3 copied.", Look, rule => rule.Bytes);
        Sum("s3replicator.threshold.met", "{operation}", "Operations completed within their threshold.", Look, rule => rule.Within);
        Sum("s3replicator.threshold.missed", "{operation}", "Operations that ended after their threshold or failed for good.", Look, rule => rule.Missed);
        Sum("s3replicator.threshold.forecasts", "{forecast}", "Times that a miss was to be expected from the backlog.", Look, rule => rule.Forecasts);

        _meter.CreateObservableGauge("s3replicator.operations.pending", () => Placed(Look(), rule => (rule.Pending, rule.PendingInQueue)), "{operation}", "Operations accepted and not ended, and those that the queue may hold.");
        _meter.CreateObservableGauge("s3replicator.replication.pending.bytes", () => Placed(Look(), rule => (rule.PendingBytes, rule.PendingBytesInQueue)), "By", "The size of what is pending, and of what the queue may hold.");
        _meter.CreateObservableCounter("s3replicator.operations.failed", () => By(Look(), "reason", rule => rule.Failed), "{operation}", "Operations that failed for good.");
        _meter.CreateObservableCounter("s3replicator.operations.retried", () => By(Look(), "class", rule => rule.Retries), "{try}", "Further tries that operations needed.");
        _meter.CreateObservableCounter("s3replicator.requests", () => Requests(requests), "{request}", "Requests to AWS as they left the process, retries included.");
        _meter.CreateObservableGauge("s3replicator.clock.skew", () => clock.Skew.TotalSeconds, "s", "How far AWS's clock is ahead of this machine's.");
    }

    /// <summary>Begins to show what the queues hold.</summary>
    public void Observe(QueueDepths depths)
    {
        ArgumentNullException.ThrowIfNull(depths);
        _meter.CreateObservableGauge(
            "s3replicator.queue.messages",
            () => depths.All.SelectMany(queue => DepthOf(queue.Queue, queue.Depth)),
            "{message}",
            "Messages of a queue: visible, in somebody's hand, or delayed.");
    }

    private static Measurement<long>[] DepthOf(string queue, QueueDepth depth)
    {
        Measurement<long> Of(string state, long count) => new(count, new KeyValuePair<string, object?>("queue", queue), new KeyValuePair<string, object?>("state", state));
        return [Of("visible", depth.Visible), Of("in_flight", depth.NotVisible), Of("delayed", depth.Delayed)];
    }

    private void Gauge(string name, string unit, string description, Func<ImmutableArray<RuleProgressSnapshot>> look, Func<RuleProgressSnapshot, double?> value) =>
        _meter.CreateObservableGauge(
            name, () => look().Where(rule => value(rule) is not null).Select(rule => new Measurement<double>(value(rule)!.Value, rule.Tags)), unit, description);

    private void Sum(string name, string unit, string description, Func<ImmutableArray<RuleProgressSnapshot>> look, Func<RuleProgressSnapshot, long> value) =>
        _meter.CreateObservableCounter(name, () => look().Select(rule => new Measurement<long>(value(rule), rule.Tags)), unit, description);

    private static IEnumerable<Measurement<long>> Placed(ImmutableArray<RuleProgressSnapshot> rules, Func<RuleProgressSnapshot, (long Worker, long Queue)> value)
    {
        foreach (var rule in rules)
        {
            var (worker, queue) = value(rule);
            yield return new(worker, [.. rule.Tags, new("place", "worker")]);
            yield return new(queue, [.. rule.Tags, new("place", "queue")]);
        }
    }

    private static IEnumerable<Measurement<long>> By(
        ImmutableArray<RuleProgressSnapshot> rules, string tag, Func<RuleProgressSnapshot, IReadOnlyDictionary<string, long>> counts) =>
        from rule in rules
        from count in counts(rule)
        select new Measurement<long>(count.Value, [.. rule.Tags, new(tag, count.Key)]);

    private static IEnumerable<Measurement<long>> Requests(RequestCounter requests) =>
        requests.Snapshot().Select(count => new Measurement<long>(count.Value, new KeyValuePair<string, object?>("operation", count.Key)));

    private ImmutableArray<RuleProgressSnapshot> Rules(LagBook lagBook, ServerClock clock)
    {
        lock (_lock)
        {
            var now = clock.LocalNow;

            if (now - _lookedAt >= Fresh || now < _lookedAt)
            {
                _rules = lagBook.Snapshot();
                _lookedAt = now;
            }

            return _rules;
        }
    }
}
