using System.Text;

namespace S3Replicator.Core.Events.Envelopes;

/// <summary>What EventBridge's detail types are in S3's own words.</summary>
internal static class EventBridgeTypes
{
    private static readonly (byte[] Utf8, string Name)[] Others =
    [
        Entry("Object Tags Added", EventNames.TaggingPut),
        Entry("Object Tags Deleted", EventNames.TaggingDelete),
        Entry("Object ACL Updated", EventNames.AclPut),
        Entry("Object Restore Initiated", EventNames.RestorePost),
        Entry("Object Restore Completed", EventNames.RestoreCompleted),
        Entry("Object Restore Expired", EventNames.RestoreDelete),
        Entry("Object Storage Class Changed", EventNames.Transition),
        Entry("Object Access Tier Changed", EventNames.IntelligentTiering),
        Entry("Object Annotation Created", EventNames.AnnotationPut),
        Entry("Object Annotation Removed", EventNames.AnnotationDelete),
        Entry("Object Retention Updated", EventNames.RetentionPut),
    ];

    /// <summary>The event's name and kind, and whether its type is a known one.</summary>
    public static (string Name, EventKind Kind, bool IsKnown) Read(in EventBridgeRecord record)
    {
        if (record.DetailType.SequenceEqual("Object Created"u8))
        {
            return (Created(record.Reason), EventKind.Created, true);
        }

        var hasVersion = record.VersionId is not null;
        var name = record.DetailType.SequenceEqual("Object Deleted"u8) ? Deleted(in record) : Other(record.DetailType);
        return name is null
            ? (Encoding.UTF8.GetString(record.DetailType), EventKind.NotReplicable, false)
            : (name, EventNames.Read(Encoding.UTF8.GetBytes(name), hasVersion).Kind, true);
    }

    private static string Created(ReadOnlySpan<byte> reason) =>
        reason.SequenceEqual("POST Object"u8) ? EventNames.CreatedPost
            : reason.SequenceEqual("CopyObject"u8) ? EventNames.CreatedCopy
            : reason.SequenceEqual("CompleteMultipartUpload"u8) ? EventNames.CreatedMultipart
            : EventNames.CreatedPut;

    private static string Deleted(in EventBridgeRecord record)
    {
        var isMarker = record.DeletionType.SequenceEqual("Delete Marker Created"u8);
        return record.Reason.SequenceEqual("Lifecycle Expiration"u8)
            ? isMarker ? EventNames.ExpiredMarker : EventNames.ExpiredDelete
            : isMarker ? EventNames.RemovedMarker : EventNames.RemovedDelete;
    }

    private static string? Other(ReadOnlySpan<byte> detailType)
    {
        foreach (var (utf8, name) in Others)
        {
            if (detailType.SequenceEqual(utf8))
            {
                return name;
            }
        }

        return null;
    }

    private static (byte[] Utf8, string Name) Entry(string detailType, string name) => (Encoding.UTF8.GetBytes(detailType), name);
}
