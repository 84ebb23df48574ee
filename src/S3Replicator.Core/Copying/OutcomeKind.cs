namespace S3Replicator.Core.Copying;

/// <summary>How carrying out a plan ended.</summary>
public enum OutcomeKind
{
    Replicated,
    Deleted,
    Skipped,
    Failed,
}
