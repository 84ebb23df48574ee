namespace S3Replicator.Core.Tracking.Receipts;

/// <summary>How receipts are gathered before they are written.</summary>
public sealed class ReceiptOptions
{
    /// <summary>How long a receipt waits for others before all are written; one minute by default.</summary>
    public TimeSpan FlushAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How many bytes are written at most at a time; 4 MiB by default.</summary>
    public int SegmentBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>How many receipts wait at most while the state store takes none; 20,000 by default. More are lost, and counted.</summary>
    public int Capacity { get; set; } = 20_000;

    /// <summary>The pause after a first failed write, doubled with each further one; one second by default.</summary>
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest such pause; one minute by default.</summary>
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromMinutes(1);
}
