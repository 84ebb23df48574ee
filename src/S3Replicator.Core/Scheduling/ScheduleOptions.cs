namespace S3Replicator.Core.Scheduling;

/// <summary>How many operations run at one time.</summary>
public sealed class ScheduleOptions
{
    /// <summary>The most operations on small objects under way for one destination bucket; 256 by default.</summary>
    public int MaxConcurrentPerDestination { get; set; } = 256;

    /// <summary>The most operations on large objects under way for one destination bucket; 16 by default.</summary>
    public int MaxConcurrentLargePerDestination { get; set; } = 16;

    /// <summary>The size in bytes from which an object counts as large; 128 MiB by default.</summary>
    public long LargeObjectSize { get; set; } = 128L << 20;
}
