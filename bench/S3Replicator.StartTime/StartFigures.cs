namespace S3Replicator.StartTime;

/// <summary>What one start took until the first poll.</summary>
internal readonly record struct StartFigures(TimeSpan Elapsed, TimeSpan Processor);
