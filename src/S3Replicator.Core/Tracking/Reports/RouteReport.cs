using S3Replicator.Core.Tracking.Lag;

namespace S3Replicator.Core.Tracking.Reports;

/// <summary>How one rule has met its objective.</summary>
public sealed record RouteReport
{
    /// <summary>The rule, between its buckets.</summary>
    public required RuleRoute Route { get; init; }

    /// <summary>The source bucket's region, where events told it.</summary>
    public string? SourceRegion { get; init; }

    /// <summary>The destination bucket's region, where it was found out.</summary>
    public string? DestinationRegion { get; init; }

    /// <summary>How long an operation may take, by the rules now.</summary>
    public required TimeSpan Threshold { get; init; }

    /// <summary>The share that is to be within the threshold, from 0 to 1.</summary>
    public required double Objective { get; init; }

    /// <summary>Operations that ended, well or not.</summary>
    public required long Operations { get; init; }

    /// <summary>Those that were carried out within the threshold.</summary>
    public required long WithinThreshold { get; init; }

    /// <summary>Those that failed for good.</summary>
    public required long Failed { get; init; }

    /// <summary>Bytes of the objects that were copied.</summary>
    public required long Bytes { get; init; }

    /// <summary>Their latency.</summary>
    public required LagSummary LagSeconds { get; init; }

    /// <summary>The same without what S3's own agreement leaves out.</summary>
    public required AdjustedAttainment Adjusted { get; init; }

    /// <summary>Misses by cause.</summary>
    public required IReadOnlyDictionary<string, long> Causes { get; init; }

    /// <summary>Every miss, the latest first, up to a bound.</summary>
    public required IReadOnlyList<ReportedMiss> Missed { get; init; }

    /// <summary>Misses beyond the bound, which are counted and not listed.</summary>
    public required long MissedUnlisted { get; init; }

    /// <summary>The report's time in slices.</summary>
    public required IReadOnlyList<ReportSlice> Slices { get; init; }

    /// <summary>The share within the threshold, from 0 to 1; 1 where there was nothing to do.</summary>
    public double Attainment => Operations == 0 ? 1 : (double)WithinThreshold / Operations;

    /// <summary>Whether the objective is met.</summary>
    public bool IsMet => Attainment >= Objective;
}
