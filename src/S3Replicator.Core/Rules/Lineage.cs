namespace S3Replicator.Core.Rules;

/// <summary>Whether a replica's user metadata tells where it came from.</summary>
public enum Lineage
{
    /// <summary>Nothing is added.</summary>
    None,

    /// <summary>One entry names source, version, sequencer and hop.</summary>
    Metadata,
}
