namespace S3Replicator.Core.Events;

/// <summary>How one event of a key stands to another.</summary>
public enum SequencerOrder
{
    /// <summary>Cannot be told; both must be processed.</summary>
    Unknown,

    /// <summary>The first is before the second.</summary>
    Earlier,

    /// <summary>The two may be one event, but some endpoints send one sequencer for all.</summary>
    Same,

    /// <summary>The first is after the second.</summary>
    Later,
}
