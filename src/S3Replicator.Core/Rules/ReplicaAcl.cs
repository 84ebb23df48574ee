namespace S3Replicator.Core.Rules;

/// <summary>The ACL that a replica gets.</summary>
public enum ReplicaAcl
{
    /// <summary>The bucket's default.</summary>
    None,

    /// <summary>The canned ACL <c>bucket-owner-full-control</c>.</summary>
    BucketOwnerFullControl,

    /// <summary>The source's grants.</summary>
    Mirror,
}
