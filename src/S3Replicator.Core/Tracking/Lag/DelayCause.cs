namespace S3Replicator.Core.Tracking.Lag;

/// <summary>What took most of the time of an operation.</summary>
public enum DelayCause
{
    /// <summary>Not known: another worker had it before.</summary>
    Unknown,

    /// <summary>It waited in the queue, or for its turn.</summary>
    Backlog,

    /// <summary>S3 asked for fewer requests.</summary>
    Throttled,

    /// <summary>A setting or permission was wrong.</summary>
    Permission,

    /// <summary>The source was archived, and had to be restored.</summary>
    Archived,

    /// <summary>Its rule or destination was paused.</summary>
    Paused,

    /// <summary>Requests failed for a passing reason.</summary>
    Fault,

    /// <summary>The copy itself took the time.</summary>
    Copy,
}
