namespace S3Replicator.Demo;

/// <summary>What one rule has done so far; lag in milliseconds.</summary>
internal readonly record struct DemoRuleCounts(int Replicated, int Deleted, long Bytes, double P50, double P99, double Max);
