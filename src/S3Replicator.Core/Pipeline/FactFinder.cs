using S3Replicator.Core.Copying;
using S3Replicator.Core.Events;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Pipeline;

/// <summary>Asks S3 for just those facts about a source object that decisions hang on.</summary>
internal sealed class FactFinder(IObjectStores stores)
{
    /// <summary>The facts that one HEAD tells.</summary>
    public const ObjectFacts FromHead = ObjectFacts.Size | ObjectFacts.Encryption | ObjectFacts.StorageClass | ObjectFacts.Lineage;

    /// <summary>What was known, and what S3 says of the facts asked for.</summary>
    public async Task<StoreResult<FoundFacts>> FindAsync(
        ObjectEvent objectEvent, ReplicationDocument document, ObjectFacts facts, FoundFacts known, CancellationToken cancellationToken)
    {
        var store = await stores.ForBucketAsync(document, objectEvent.Bucket, isSource: true, cancellationToken);

        if (!store.IsSuccess)
        {
            return store.Error;
        }

        var head = new HeadCall(objectEvent.Bucket, objectEvent.Key, objectEvent.VersionId, document.SourceAccount);
        var state = known.State;
        var source = known.Head;

        if (source is null && (facts & FromHead) != ObjectFacts.None)
        {
            var answer = await store.Value.HeadAsync(head, cancellationToken);

            if (!answer.IsSuccess)
            {
                return answer.Error.Class == FailureClass.Gone ? FoundFacts.Vanished : answer.Error;
            }

            source = answer.Value;
            state = WithHead(state, source);
        }

        if (facts.HasFlag(ObjectFacts.Tags))
        {
            var answer = await store.Value.GetTagsAsync(head, cancellationToken);

            if (!answer.IsSuccess)
            {
                return answer.Error.Class == FailureClass.Gone ? FoundFacts.Vanished : answer.Error;
            }

            state = state with { Tags = answer.Value };
        }

        return new FoundFacts(state, source);
    }

    /// <summary>What was known, and what HEAD says of the object.</summary>
    public static ObjectState WithHead(ObjectState state, ObjectHead head) => state with
    {
        IsReplica = LineageEntry.Of(head.Metadata) is not null,
        Hops = LineageEntry.Of(head.Metadata)?.Hops ?? 0,
        Size = head.Size,
        Encryption = head.Encryption ?? "AES256",
        StorageClass = head.StorageClass,
        ArchiveStatus = head.ArchiveStatus,
        IsRestored = head.Restore?.Contains("ongoing-request=\"false\"", StringComparison.Ordinal) == true,
    };
}
