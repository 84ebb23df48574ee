using S3Replicator.Core.Queueing;
using S3Replicator.Core.Tracking.Lag;

namespace S3Replicator.Telemetry.Emf;

/// <summary>What each interval has brought, as lines of the embedded metric format; keeps what the last one ended with.</summary>
internal sealed class EmfReport
{
    private readonly Dictionary<RuleRoute, Totals> _last = [];

    /// <summary>The lines of the interval that ends now.</summary>
    /// <param name="rules">How far the rules are.</param>
    /// <param name="queues">What the queues hold.</param>
    /// <param name="openCircuits">The destinations that are held back.</param>
    /// <param name="skew">How far AWS's clock is ahead.</param>
    /// <param name="now">The time.</param>
    public IEnumerable<string> Lines(
        IReadOnlyList<RuleProgressSnapshot> rules,
        IReadOnlyList<(string Queue, QueueDepth Depth)> queues,
        IReadOnlySet<string> openCircuits,
        TimeSpan skew,
        DateTimeOffset now)
    {
        foreach (var rule in rules)
        {
            foreach (var line in LinesOf(rule, now))
            {
                yield return line;
            }
        }

        foreach (var bucket in rules.Select(rule => rule.Route.DestinationBucket).Distinct(StringComparer.Ordinal))
        {
            yield return EmfLine.Write(now, [("DestinationBucket", bucket)], [new("CircuitOpen", "Count", openCircuits.Contains(bucket) ? 1 : 0)]);
        }

        foreach (var (queue, depth) in queues)
        {
            yield return EmfLine.Write(
                now,
                [("QueueName", queue)],
                [
                    new("QueueMessagesVisible", "Count", depth.Visible),
                    new("QueueMessagesInFlight", "Count", depth.NotVisible),
                    new("QueueMessagesDelayed", "Count", depth.Delayed),
                ]);
        }

        yield return EmfLine.Write(now, [], [new("ClockSkew", "Seconds", skew.TotalSeconds)]);
    }

    private IEnumerable<string> LinesOf(RuleProgressSnapshot rule, DateTimeOffset now)
    {
        var last = _last.GetValueOrDefault(rule.Route);
        var total = Totals.Of(rule);
        _last[rule.Route] = total;

        // A worker that starts anew counts from zero.
        last = total.Completed < last.Completed || total.Failed < last.Failed ? default : last;
        var samples = Samples(total.Completed - last.Completed, total.Failed - last.Failed).ToList();
        (string, string)[] dimensions =
            [("SourceBucket", rule.Route.SourceBucket), ("DestinationBucket", rule.Route.DestinationBucket), ("RuleId", rule.Route.RuleId)];
        yield return EmfLine.Write(
            now,
            dimensions,
            [
                new("ReplicationLatency", "Seconds", rule.LatencyMax.TotalSeconds),
                new("BytesPendingReplication", "Bytes", rule.PendingBytes + rule.PendingBytesInQueue),
                new("OperationsPendingReplication", "Count", rule.Pending + rule.PendingInQueue),
                FailedOf(samples.FirstOrDefault()),
                new("OperationsReplicated", "Count", total.Completed - last.Completed),
                new("BytesReplicated", "Bytes", total.Bytes - last.Bytes),
                new("OperationsWithinThreshold", "Count", total.Within - last.Within),
                new("OperationsMissedThreshold", "Count", total.Missed - last.Missed),
                new("OperationsOverdue", "Count", rule.Overdue),
                new("PredictedMisses", "Count", rule.Forecast.Misses),
                new("MissExpected", "Count", rule.Forecast.IsMissExpected ? 1 : 0),
                new("OldestPendingAge", "Seconds", rule.Lag.TotalSeconds),
                new("Attainment", "Percent", rule.Attainment.Share * 100),
                new("ErrorBudgetLeft", "Percent", rule.Attainment.BudgetLeft * 100),
            ]);

        foreach (var more in samples.Skip(1))
        {
            yield return EmfLine.Write(now, dimensions, [FailedOf(more)]);
        }
    }

    private static EmfMetric FailedOf(double[]? samples) => new("OperationsFailedReplication", "Count", 0, samples);

    /// <summary>As S3 means it: one sample for each operation, 1 where it failed, so that the sum counts failures and the sample count all.</summary>
    private static IEnumerable<double[]> Samples(long completed, long failed) =>
        Enumerable.Repeat(1.0, (int)failed).Concat(Enumerable.Repeat(0.0, (int)completed)).Chunk(EmfLine.MostValues);

    private readonly record struct Totals(long Completed, long Failed, long Bytes, long Within, long Missed)
    {
        public static Totals Of(RuleProgressSnapshot rule) => new(rule.Completed, rule.FailedCount, rule.Bytes, rule.Within, rule.Missed);
    }
}
