namespace S3Replicator.Core.Planning.Explaining;

/// <summary>What becomes of a record as a whole.</summary>
public enum ExplainOutcome
{
    /// <summary>At least one decision acts.</summary>
    Replicate,

    /// <summary>Nothing is done.</summary>
    Ignore,

    /// <summary>The record cannot be read as an event.</summary>
    Reject,
}
