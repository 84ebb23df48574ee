using S3Replicator.Core.Tracking.Fleet;
using S3Replicator.Core.Tracking.Lag;

namespace S3Replicator.Core.Tests.Tracking.Fleet;

/// <summary>Workers to put together.</summary>
internal static class Workers
{
    public static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static WorkerSnapshot Worker(string id, FleetTotals? totals = null, DateTimeOffset? lastSeen = null) => new()
    {
        Worker = new(id, "one", "1.2.3", "host", Now.AddHours(-1)),
        LastSeen = lastSeen ?? Now,
        EverySeconds = 15,
        RulesRevision = "revision",
        Totals = totals ?? FleetTotals.None,
    };

    public static FleetRule Rule(string id, params int[] latencies)
    {
        var histogram = new LatencyHistogram();

        foreach (var latency in latencies)
        {
            histogram.Record(TimeSpan.FromMilliseconds(latency));
        }

        return new()
        {
            Route = new("source", "destination", id),
            ThresholdSeconds = 900,
            Objective = 0.999,
            Pending = latencies.Length,
            PendingBytes = 10 * latencies.Length,
            Overdue = 0,
            LagSeconds = latencies.DefaultIfEmpty().Max() / 1000.0,
            Completed = latencies.Length,
            Bytes = 100 * latencies.Length,
            PerSecond = latencies.Length / 8m,
            Failed = new Dictionary<string, long>(StringComparer.Ordinal) { ["SrcVanished"] = latencies.Length % 3 },
            Within = latencies.Length,
            Missed = 1,
            Latency = histogram.ToDistribution(),
        };
    }
}
