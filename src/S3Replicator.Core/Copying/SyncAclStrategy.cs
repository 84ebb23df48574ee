using S3Replicator.Core.Planning;

namespace S3Replicator.Core.Copying;

/// <summary>Sets the replica's grants to the source's; each side's owner keeps its own.</summary>
public sealed class SyncAclStrategy(CopyOptions options, TimeProvider timeProvider) : SyncStrategy<IReadOnlyList<AclGrant>>(options, timeProvider)
{
    /// <inheritdoc />
    public override string Name => CopyStrategyNames.SyncAcl;

    /// <inheritdoc />
    protected override Task<StoreResult<IReadOnlyList<AclGrant>>> ReadAsync(
        IObjectStore store, HeadCall head, CancellationToken cancellationToken) => store.GetAclAsync(head, cancellationToken);

    /// <inheritdoc />
    protected override Task<StoreResult<StoreAnswer>> WriteAsync(
        IObjectStore store, HeadCall head, IReadOnlyList<AclGrant> value, CancellationToken cancellationToken) =>
        store.PutAclAsync(head, value, cancellationToken);

    /// <inheritdoc />
    protected override bool AreEqual(IReadOnlyList<AclGrant> left, IReadOnlyList<AclGrant> right) =>
        Others(left).SetEquals(Others(right));

    private static HashSet<AclGrant> Others(IReadOnlyList<AclGrant> grants) => [.. grants.Where(grant => !grant.IsOwner)];
}
