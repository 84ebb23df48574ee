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
}
