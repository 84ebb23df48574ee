namespace S3Replicator.Core.Tracking.Reports;

/// <summary>An operation that was not within its threshold.</summary>
public sealed record ReportedMiss
{
    /// <summary>The source object's key.</summary>
    public required string Key { get; init; }

    /// <summary>The version that the event names.</summary>
    public string? VersionId { get; init; }

    /// <summary>What was to be done.</summary>
    public required string Action { get; init; }

    /// <summary>When the operation ended.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>Event time to end, in seconds; absent when the event had no time.</summary>
    public double? LagSeconds { get; init; }

    /// <summary>What took most of the time; a <see cref="Lag.DelayCause"/>.</summary>
    public required string Cause { get; init; }

    /// <summary>S3's failure code, where it failed for good.</summary>
    public string? Reason { get; init; }

    /// <summary>Why S3's own agreement would not count it; absent where it would.</summary>
    public string? Excluded { get; init; }
}
