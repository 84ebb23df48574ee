namespace S3Replicator.LocalAws.S3.Notifications;

/// <summary>Event types as notification configurations name them.</summary>
internal static class EventNames
{
    public const string Put = "ObjectCreated:Put";
    public const string Copy = "ObjectCreated:Copy";
    public const string CompleteMultipartUpload = "ObjectCreated:CompleteMultipartUpload";
    public const string Delete = "ObjectRemoved:Delete";
    public const string DeleteMarkerCreated = "ObjectRemoved:DeleteMarkerCreated";
    public const string TaggingPut = "ObjectTagging:Put";
    public const string TaggingDelete = "ObjectTagging:Delete";
    public const string AclPut = "ObjectAcl:Put";
    public const string RestorePost = "ObjectRestore:Post";
    public const string RestoreCompleted = "ObjectRestore:Completed";
    public const string RestoreDelete = "ObjectRestore:Delete";
    private const string Prefix = "s3:";

    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "s3:ObjectCreated:*", "s3:ObjectCreated:Put", "s3:ObjectCreated:Post", "s3:ObjectCreated:Copy",
        "s3:ObjectCreated:CompleteMultipartUpload",
        "s3:ObjectRemoved:*", "s3:ObjectRemoved:Delete", "s3:ObjectRemoved:DeleteMarkerCreated",
        "s3:ObjectRestore:*", "s3:ObjectRestore:Post", "s3:ObjectRestore:Completed", "s3:ObjectRestore:Delete",
        "s3:ReducedRedundancyLostObject",
        "s3:Replication:*", "s3:Replication:OperationFailedReplication", "s3:Replication:OperationNotTracked",
        "s3:Replication:OperationMissedThreshold", "s3:Replication:OperationReplicatedAfterThreshold",
        "s3:LifecycleExpiration:*", "s3:LifecycleExpiration:Delete", "s3:LifecycleExpiration:DeleteMarkerCreated",
        "s3:LifecycleTransition", "s3:IntelligentTiering",
        "s3:ObjectTagging:*", "s3:ObjectTagging:Put", "s3:ObjectTagging:Delete", "s3:ObjectAcl:Put",
    };

    public static bool IsKnown(string configured) => Known.Contains(configured);

    /// <summary>True where the configured name, maybe with a star, means the event.</summary>
    public static bool Covers(string configured, string eventName)
    {
        var wanted = configured.AsSpan(Prefix.Length);
        return wanted.EndsWith(":*", StringComparison.Ordinal)
            ? eventName.AsSpan().StartsWith(wanted[..^1], StringComparison.Ordinal)
            : wanted.SequenceEqual(eventName);
    }

    public static bool Overlap(string a, string b) => Covers(a, b[Prefix.Length..]) || Covers(b, a[Prefix.Length..]);
}
