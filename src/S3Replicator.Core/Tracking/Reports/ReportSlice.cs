namespace S3Replicator.Core.Tracking.Reports;

/// <summary>One slice of the report's time, for charts.</summary>
/// <param name="Start">When it begins.</param>
/// <param name="Operations">Operations that ended in it.</param>
/// <param name="Missed">Those of them that were not within the threshold.</param>
/// <param name="LagSeconds">Their latency.</param>
public sealed record ReportSlice(DateTimeOffset Start, long Operations, long Missed, LagSummary LagSeconds);
