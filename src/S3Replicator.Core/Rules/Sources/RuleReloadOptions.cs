namespace S3Replicator.Core.Rules.Sources;

/// <summary>How rules are reloaded while the program runs.</summary>
public sealed class RuleReloadOptions
{
    /// <summary>How often the sources are looked at; 10 seconds by default.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether what S3 itself refuses is an error; it is a warning by default.</summary>
    public bool Strict { get; set; }
}
