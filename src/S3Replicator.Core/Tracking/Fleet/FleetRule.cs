using S3Replicator.Core.Tracking.Lag;

namespace S3Replicator.Core.Tracking.Fleet;

/// <summary>How far one rule is, by one worker or by several.</summary>
public sealed record FleetRule
{
    /// <summary>The rule, between its buckets.</summary>
    public required RuleRoute Route { get; init; }

    /// <summary>How long one operation may take, in seconds; the shorter one while workers do not agree.</summary>
    public required double ThresholdSeconds { get; init; }

    /// <summary>The share that is to be within the threshold, from 0 to 1; the larger one while workers do not agree.</summary>
    public required double Objective { get; init; }

    /// <summary>Operations accepted and not ended.</summary>
    public required long Pending { get; init; }

    /// <summary>Their size in bytes.</summary>
    public required long PendingBytes { get; init; }

    /// <summary>Those of them that are past their deadline.</summary>
    public required long Overdue { get; init; }

    /// <summary>The age in seconds of the oldest pending operation.</summary>
    public required double LagSeconds { get; init; }

    /// <summary>Operations carried out since each worker started.</summary>
    public required long Completed { get; init; }

    /// <summary>Bytes that S3 copied.</summary>
    public required long Bytes { get; init; }

    /// <summary>Operations that ended in a second, over the last minute.</summary>
    public required decimal PerSecond { get; init; }

    /// <summary>Operations that failed for good, by reason.</summary>
    public required IReadOnlyDictionary<string, long> Failed { get; init; }

    /// <summary>Operations within the threshold, over the objective's window.</summary>
    public required long Within { get; init; }

    /// <summary>Operations that were not, those that are overdue included.</summary>
    public required long Missed { get; init; }

    /// <summary>The distribution of latencies.</summary>
    public required LatencyDistribution Latency { get; init; }

    /// <summary>The figures of both together.</summary>
    public static FleetRule Merge(FleetRule one, FleetRule other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return new()
        {
            Route = one.Route,
            ThresholdSeconds = Math.Min(one.ThresholdSeconds, other.ThresholdSeconds),
            Objective = Math.Max(one.Objective, other.Objective),
            Pending = one.Pending + other.Pending,
            PendingBytes = one.PendingBytes + other.PendingBytes,
            Overdue = one.Overdue + other.Overdue,
            LagSeconds = Math.Max(one.LagSeconds, other.LagSeconds),
            Completed = one.Completed + other.Completed,
            Bytes = one.Bytes + other.Bytes,
            PerSecond = one.PerSecond + other.PerSecond,
            Failed = Counts.Sum(one.Failed, other.Failed),
            Within = one.Within + other.Within,
            Missed = one.Missed + other.Missed,
            Latency = LatencyDistribution.Merge(one.Latency, other.Latency),
        };
    }

    /// <summary>What one worker knows of a rule.</summary>
    public static FleetRule Of(RuleProgressSnapshot rule, LatencyDistribution latency)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return new()
        {
            Route = rule.Route,
            ThresholdSeconds = rule.Threshold.TotalSeconds,
            Objective = rule.Attainment.Objective,
            Pending = rule.Pending,
            PendingBytes = rule.PendingBytes,
            Overdue = rule.Overdue,
            LagSeconds = rule.Lag.TotalSeconds,
            Completed = rule.Completed,
            Bytes = rule.Bytes,
            PerSecond = decimal.Round((decimal)rule.EndsPerSecond, 3),
            Failed = rule.Failed,
            Within = rule.Attainment.Within,
            Missed = rule.Attainment.Missed,
            Latency = latency,
        };
    }
}
