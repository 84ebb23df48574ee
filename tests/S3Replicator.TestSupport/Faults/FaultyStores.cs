using S3Replicator.Core.Copying;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;

namespace S3Replicator.TestSupport.Faults;

/// <summary>Object stores whose requests fail now and then, before or after they took effect.</summary>
public sealed class FaultyStores(IObjectStores inner, FaultDice dice) : IObjectStores
{
    public OwnPrincipals Own => inner.Own;

    public async ValueTask<StoreResult<IObjectStore>> ForBucketAsync(
        ReplicationDocument document, string bucket, bool isSource, CancellationToken cancellationToken)
    {
        var store = await inner.ForBucketAsync(document, bucket, isSource, cancellationToken);
        return store.IsSuccess ? new StoreResult<IObjectStore>(new FaultyStore(store.Value, dice)) : store;
    }

    public ValueTask<StoreResult<BucketFacts>> DescribeAsync(
        ReplicationDocument document, string bucket, bool isSource, CancellationToken cancellationToken) =>
        inner.DescribeAsync(document, bucket, isSource, cancellationToken);
}
