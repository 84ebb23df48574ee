namespace S3Replicator.Core.Planning;

/// <summary>The names of the copy strategies.</summary>
public static class CopyStrategyNames
{
    /// <summary>One CopyObject under a fence.</summary>
    public const string SingleCopy = "SingleCopy";

    /// <summary>A multipart copy, for objects over the size that one CopyObject takes.</summary>
    public const string MultipartCopy = "MultipartCopy";

    /// <summary>Sets the replica's tags to the source's.</summary>
    public const string SyncTags = "SyncTags";

    /// <summary>Sets the replica's ACL to the source's.</summary>
    public const string SyncAcl = "SyncAcl";

    /// <summary>Asks S3 to restore an archived source; the copy follows when that is done.</summary>
    public const string RestoreSource = "RestoreSource";

    /// <summary>A delete marker or delete of the current object, once the source confirms that it is gone.</summary>
    public const string DeleteCurrent = "DeleteCurrent";

    /// <summary>Deletes the replicas of a version that is gone for good at the source.</summary>
    public const string DeleteVersion = "DeleteVersion";
}
