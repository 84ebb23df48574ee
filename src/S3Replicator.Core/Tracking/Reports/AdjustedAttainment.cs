namespace S3Replicator.Core.Tracking.Reports;

/// <summary>Attainment without what S3's own agreement leaves out.</summary>
/// <param name="Operations">The operations that count.</param>
/// <param name="WithinThreshold">Those within the threshold.</param>
/// <param name="Excluded">Those that do not count, by the reason why.</param>
public sealed record AdjustedAttainment(long Operations, long WithinThreshold, IReadOnlyDictionary<string, long> Excluded)
{
    /// <summary>The share within the threshold, from 0 to 1.</summary>
    public double Attainment => Operations == 0 ? 1 : (double)WithinThreshold / Operations;
}
