namespace S3Replicator.Core.Copying;

/// <summary>How carrying out a plan ended.</summary>
public enum OutcomeKind
{
    Replicated,
    Deleted,
    Skipped,
    Failed,

    /// <summary>Another look is needed after a while.</summary>
    LookAgain,

    /// <summary>Put off until S3 says that the cause is gone.</summary>
    Deferred,

    /// <summary>Tags or ACL were set.</summary>
    Synced,
}
