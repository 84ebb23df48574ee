using System.Runtime.InteropServices;
using S3Replicator.Core.Events;
using S3Replicator.Core.Rules.Criteria;

namespace S3Replicator.Core.Planning;

/// <summary>What is decided about, and all that is known for it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct Question(ObjectEvent source, ObjectState state, OwnPrincipals own)
{
    public ObjectEvent Source { get; } = source;

    public ObjectState State { get; } = state;

    public OwnPrincipals Own { get; } = own;

    public MatchSubject Subject { get; } = new(source.Key, IsDelete(source.Kind), state.Size ?? source.Size, state.Tags);

    private static bool IsDelete(EventKind kind) => kind is EventKind.DeleteMarkerCreated or EventKind.ObjectDeleted
        or EventKind.VersionDeleted or EventKind.LifecycleDeleteMarkerCreated or EventKind.LifecycleDeleted;
}
