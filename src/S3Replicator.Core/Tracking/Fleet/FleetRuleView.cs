namespace S3Replicator.Core.Tracking.Fleet;

/// <summary>How far a rule is over the whole fleet.</summary>
public sealed record FleetRuleView
{
    public required string Rule { get; init; }

    public required string Source { get; init; }

    public required string Destination { get; init; }

    public required double ThresholdSeconds { get; init; }

    /// <summary>The share that is to be within the threshold, from 0 to 1.</summary>
    public required double Objective { get; init; }

    /// <summary>The share that is, over the objective's window.</summary>
    public required double Attainment { get; init; }

    public required long Pending { get; init; }

    public required long PendingBytes { get; init; }

    public required long Overdue { get; init; }

    /// <summary>The age of the oldest pending operation.</summary>
    public required double LagSeconds { get; init; }

    public required LagSummary LatencySeconds { get; init; }

    public required long Completed { get; init; }

    public required long Bytes { get; init; }

    public required decimal PerSecond { get; init; }

    public required IReadOnlyDictionary<string, long> Failed { get; init; }

    internal static FleetRuleView Of(FleetRule rule) => new()
    {
        Rule = rule.Route.RuleId,
        Source = rule.Route.SourceBucket,
        Destination = rule.Route.DestinationBucket,
        ThresholdSeconds = rule.ThresholdSeconds,
        Objective = rule.Objective,
        Attainment = rule.Within + rule.Missed == 0 ? 1 : (double)rule.Within / (rule.Within + rule.Missed),
        Pending = rule.Pending,
        PendingBytes = rule.PendingBytes,
        Overdue = rule.Overdue,
        LagSeconds = rule.LagSeconds,
        LatencySeconds = rule.Latency.Summarize(),
        Completed = rule.Completed,
        Bytes = rule.Bytes,
        PerSecond = rule.PerSecond,
        Failed = rule.Failed,
    };
}
