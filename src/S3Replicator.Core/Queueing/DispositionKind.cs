namespace S3Replicator.Core.Queueing;

/// <summary>The three ends of a message in hand.</summary>
public enum DispositionKind
{
    Delete,
    Release,
    LeaveForRedrive,
}
