namespace S3Replicator.Core.Planning;

/// <summary>The names of the copy strategies.</summary>
public static class CopyStrategyNames
{
    /// <summary>One CopyObject under a fence.</summary>
    public const string SingleCopy = "SingleCopy";

    /// <summary>A delete marker or delete of the current object, once the source confirms that it is gone.</summary>
    public const string DeleteCurrent = "DeleteCurrent";
}
