namespace S3Replicator.Core.Pipeline;

/// <summary>How long failed operations are tried again.</summary>
public sealed class RetryOptions
{
    /// <summary>The pause after a first passing fault, doubled with each receive; one second by default.</summary>
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause after a passing fault; two minutes by default.</summary>
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// The pause after a first try while a setting or permission is wrong, doubled with each receive up to a quarter of
    /// <see cref="ConfigurationRetryFor"/>; and how often a destination that is held back is probed. 30 seconds by default.
    /// </summary>
    public TimeSpan ConfigurationPause { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>After how many such faults in a row a destination is held back; 5 by default.</summary>
    public int ConfigurationFaultsInARow { get; set; } = 5;

    /// <summary>How long such a fault is tried again before it is recorded as failed; 15 minutes by default.</summary>
    public TimeSpan ConfigurationRetryFor { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Whether such a fault counts as failed after that time although no state is kept; otherwise it is tried again until the queue's
    /// redrive policy takes the message. False by default, true under <c>--drain</c>.
    /// </summary>
    public bool GivesUpUnrecorded { get; set; }

    /// <summary>How often one worker probes whether the causes of recorded failures have gone; five minutes by default, zero for never.</summary>
    public TimeSpan RecoverEvery { get; set; } = TimeSpan.FromMinutes(5);
}
