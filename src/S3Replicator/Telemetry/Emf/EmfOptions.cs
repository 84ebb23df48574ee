namespace S3Replicator.Telemetry.Emf;

/// <summary>How metrics are written to standard output.</summary>
internal sealed class EmfOptions
{
    /// <summary>How often they are written; one minute by default.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(1);
}
