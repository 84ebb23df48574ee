namespace S3Replicator.Core.Tracking;

/// <summary>Replication latency in seconds: event time to completion.</summary>
public sealed record LagSummary(double P50, double P90, double P99, double P999, double Max)
{
    /// <summary>Where nothing was replicated.</summary>
    public static LagSummary None { get; } = new(0, 0, 0, 0, 0);
}
