namespace S3Replicator.Core.Copying;

/// <summary>How copies and deletes are carried out.</summary>
public sealed class CopyOptions
{
    /// <summary>
    /// How long a copy that another worker has under way may take before it looks at the source once more by itself; a delete that
    /// found nothing to fence on looks again when its event is this old. Five seconds by default.
    /// </summary>
    public TimeSpan LandWithin { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The size of a part in bytes where the source's own layout does not say it; 128 MiB by default.</summary>
    public long PartSize { get; set; } = 128L << 20;

    /// <summary>How many parts of one object are copied at one time; 32 by default.</summary>
    public int PartsAtOnce { get; set; } = 32;

    /// <summary>How often a long copy says how far it has come; 30 seconds by default.</summary>
    public TimeSpan ProgressEvery { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long after its last sign of life a worker keeps a copy in parts to itself; 45 seconds by default, less than the queue takes to
    /// hand the message of a dead worker to another one.
    /// </summary>
    public TimeSpan ClaimLength { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary>How long nobody has had an interrupted copy in hand before its upload is aborted; 24 hours by default.</summary>
    public TimeSpan AbandonedAfter { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How often one worker looks for abandoned uploads; an hour by default, zero for never.</summary>
    public TimeSpan SweepEvery { get; set; } = TimeSpan.FromHours(1);
}
