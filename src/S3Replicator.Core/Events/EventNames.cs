using System.Text;

namespace S3Replicator.Core.Events;

/// <summary>The event types of S3 and what each means here.</summary>
internal static class EventNames
{
    public const string CreatedPut = "ObjectCreated:Put";
    public const string CreatedPost = "ObjectCreated:Post";
    public const string CreatedCopy = "ObjectCreated:Copy";
    public const string CreatedMultipart = "ObjectCreated:CompleteMultipartUpload";
    public const string RemovedDelete = "ObjectRemoved:Delete";
    public const string RemovedMarker = "ObjectRemoved:DeleteMarkerCreated";
    public const string ExpiredDelete = "LifecycleExpiration:Delete";
    public const string ExpiredMarker = "LifecycleExpiration:DeleteMarkerCreated";
    public const string TaggingPut = "ObjectTagging:Put";
    public const string TaggingDelete = "ObjectTagging:Delete";
    public const string AclPut = "ObjectAcl:Put";
    public const string RestorePost = "ObjectRestore:Post";
    public const string RestoreCompleted = "ObjectRestore:Completed";
    public const string RestoreDelete = "ObjectRestore:Delete";
    public const string Transition = "LifecycleTransition";
    public const string IntelligentTiering = "IntelligentTiering";
    public const string AnnotationPut = "ObjectAnnotation:Put";
    public const string AnnotationDelete = "ObjectAnnotation:Delete";
    public const string RetentionPut = "ObjectRetention:Put";
    public const string TestEvent = "TestEvent";

    // The most frequent first. MinIO has names of its own under ObjectCreated for what is no creation.
    private static readonly (byte[] Utf8, string Name, EventKind Kind)[] Known =
    [
        Entry(CreatedPut, EventKind.Created),
        Entry(CreatedMultipart, EventKind.Created),
        Entry(CreatedCopy, EventKind.Created),
        Entry(CreatedPost, EventKind.Created),
        Entry(RemovedDelete, EventKind.ObjectDeleted),
        Entry(RemovedMarker, EventKind.DeleteMarkerCreated),
        Entry(ExpiredDelete, EventKind.LifecycleDeleted),
        Entry(ExpiredMarker, EventKind.LifecycleDeleteMarkerCreated),
        Entry(TaggingPut, EventKind.TagsChanged),
        Entry(TaggingDelete, EventKind.TagsChanged),
        Entry(AclPut, EventKind.AclChanged),
        Entry(RestoreCompleted, EventKind.RestoreCompleted),
        Entry("ObjectCreated:PutTagging", EventKind.TagsChanged),
        Entry("ObjectCreated:DeleteTagging", EventKind.TagsChanged),
        Entry("ObjectCreated:PutRetention", EventKind.NotReplicable),
        Entry("ObjectCreated:PutLegalHold", EventKind.NotReplicable),
    ];

    /// <summary>The name without <c>s3:</c>, and what the event is; an unknown way of creating an object creates one all the same.</summary>
    public static (string Name, EventKind Kind) Read(ReadOnlySpan<byte> name, bool hasVersion)
    {
        if (name.StartsWith("s3:"u8))
        {
            name = name[3..];
        }

        foreach (var known in Known)
        {
            if (name.SequenceEqual(known.Utf8))
            {
                return (known.Name, OfVersion(known.Kind, hasVersion));
            }
        }

        return (Encoding.UTF8.GetString(name), name.StartsWith("ObjectCreated:"u8) ? EventKind.Created : EventKind.NotReplicable);
    }

    /// <summary>A delete of a named version is for good; one without is of the object.</summary>
    public static EventKind OfVersion(EventKind kind, bool hasVersion) =>
        kind == EventKind.ObjectDeleted && hasVersion ? EventKind.VersionDeleted : kind;

    private static (byte[] Utf8, string Name, EventKind Kind) Entry(string name, EventKind kind) =>
        (Encoding.UTF8.GetBytes(name), name, kind);
}
