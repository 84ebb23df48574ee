namespace S3Replicator.Core.Tracking.Lag;

/// <summary>How pending operations are looked at.</summary>
public sealed class LagOptions
{
    /// <summary>How often those are looked for that have missed their threshold; a quarter of a second by default.</summary>
    public TimeSpan SweepEvery { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How often the queues are asked how much they hold; 15 seconds by default.</summary>
    public TimeSpan AskQueuesEvery { get; set; } = TimeSpan.FromSeconds(15);
}
