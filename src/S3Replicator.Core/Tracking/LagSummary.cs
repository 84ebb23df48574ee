namespace S3Replicator.Core.Tracking;

/// <summary>Replication latency in seconds: event time to completion.</summary>
public sealed record LagSummary(double P50, double P99, double Max);
