namespace S3Replicator.Core.Tracking.Fleet;

/// <summary>How workers that share a state store know of one another.</summary>
public sealed class FleetOptions
{
    /// <summary>How often a worker writes how it is; 15 seconds by default, and zero for never.</summary>
    public TimeSpan WriteEvery { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a worker that is lost is still told of; one hour by default.</summary>
    public TimeSpan ForgetAfter { get; set; } = TimeSpan.FromHours(1);
}
