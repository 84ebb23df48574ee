namespace S3Replicator.Core.Tracking.Lag;

/// <summary>How far one rule is, at one moment and by what this worker knows.</summary>
public sealed record RuleProgressSnapshot
{
    /// <summary>The rule, between its buckets.</summary>
    public required RuleRoute Route { get; init; }

    /// <summary>How long one operation may take.</summary>
    public required TimeSpan Threshold { get; init; }

    /// <summary>Operations accepted and not ended, in hand or waiting for their next try.</summary>
    public required long Pending { get; init; }

    /// <summary>Operations of this rule that the queue may hold beside them: its messages by what messages before them held.</summary>
    public required long PendingInQueue { get; init; }

    /// <summary>The size in bytes of what is pending.</summary>
    public required long PendingBytes { get; init; }

    /// <summary>The size in bytes of what the queue may hold.</summary>
    public required long PendingBytesInQueue { get; init; }

    /// <summary>Pending operations that are past their deadline.</summary>
    public required long Overdue { get; init; }

    /// <summary>The age of the oldest pending operation: now less its event's time; zero when nothing is pending.</summary>
    public required TimeSpan Lag { get; init; }

    /// <summary>How far the destination is behind, as S3 means its ReplicationLatency: the longest of the oldest pending age and of the latencies of the last minute.</summary>
    public required TimeSpan LatencyMax { get; init; }

    /// <summary>The distribution of all latencies since the start.</summary>
    public required LagSummary Latency { get; init; }

    /// <summary>How many operations ended in a second, over the last minute.</summary>
    public double EndsPerSecond { get; init; }

    /// <summary>Operations carried out.</summary>
    public required long Completed { get; init; }

    /// <summary>Bytes that S3 copied.</summary>
    public required long Bytes { get; init; }

    /// <summary>Operations that failed for good, by reason.</summary>
    public required IReadOnlyDictionary<string, long> Failed { get; init; }

    /// <summary>Further tries that operations needed, by what made them necessary.</summary>
    public required IReadOnlyDictionary<string, long> Retries { get; init; }

    /// <summary>Operations completed within the threshold.</summary>
    public required long Within { get; init; }

    /// <summary>Operations that ended after it, or failed for good.</summary>
    public required long Missed { get; init; }

    /// <summary>How far the objective is met over its window.</summary>
    public required Attainment Attainment { get; init; }

    /// <summary>What is to be expected of the backlog.</summary>
    public required MissForecast Forecast { get; init; }

    /// <summary>How often a miss was forecast.</summary>
    public required long Forecasts { get; init; }

    /// <summary>The rule's dimensions, as metrics carry them.</summary>
    public required KeyValuePair<string, object?>[] Tags { get; init; }

    /// <summary>Failures of all reasons.</summary>
    public long FailedCount => Failed.Values.Sum();
}
