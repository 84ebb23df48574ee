namespace S3Replicator.Core.Queueing;

/// <summary>What becomes of a message in hand.</summary>
public enum DispositionKind
{
    Delete,
    Release,
    LeaveForRedrive,

    /// <summary>It stays in hand until the pump stops, and is released then.</summary>
    Hold,
}
