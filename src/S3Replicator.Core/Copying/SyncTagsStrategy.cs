using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Copying;

/// <summary>Sets the replica's tags to the source's.</summary>
public sealed class SyncTagsStrategy(CopyOptions options, TimeProvider timeProvider)
    : SyncStrategy<IReadOnlyList<ObjectTag>>(options, timeProvider)
{
    /// <inheritdoc />
    public override string Name => CopyStrategyNames.SyncTags;

    /// <inheritdoc />
    protected override Task<StoreResult<IReadOnlyList<ObjectTag>>> ReadAsync(
        IObjectStore store, HeadCall head, CancellationToken cancellationToken) => store.GetTagsAsync(head, cancellationToken);

    /// <inheritdoc />
    protected override Task<StoreResult<StoreAnswer>> WriteAsync(
        IObjectStore store, HeadCall head, IReadOnlyList<ObjectTag> value, CancellationToken cancellationToken) =>
        store.PutTagsAsync(head, value, cancellationToken);

    /// <inheritdoc />
    protected override bool AreEqual(IReadOnlyList<ObjectTag> left, IReadOnlyList<ObjectTag> right) =>
        left.Count == right.Count && left.ToHashSet().SetEquals(right);
}
