using S3Replicator.Core.Copying;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Tracking;

namespace S3Replicator.Core.Pipeline.DryRun;

/// <summary>Stores that read as the real ones do and only pretend to write; every request that a worker would send is counted.</summary>
internal sealed class DryRunStores(IObjectStores stores, RequestCounter requests) : IObjectStores
{
    /// <inheritdoc />
    public OwnPrincipals Own => stores.Own;

    /// <inheritdoc />
    public async ValueTask<StoreResult<IObjectStore>> ForBucketAsync(
        ReplicationDocument document, string bucket, bool isSource, CancellationToken cancellationToken)
    {
        var source = await stores.ForBucketAsync(document, document.Bucket, isSource: true, cancellationToken);
        var store = await stores.ForBucketAsync(document, bucket, isSource, cancellationToken);

        return !source.IsSuccess ? source.Error
            : !store.IsSuccess ? store.Error
            : new DryRunStore(source.Value, store.Value, requests);
    }

    /// <inheritdoc />
    public ValueTask<StoreResult<BucketFacts>> DescribeAsync(
        ReplicationDocument document, string bucket, bool isSource, CancellationToken cancellationToken) =>
        stores.DescribeAsync(document, bucket, isSource, cancellationToken);
}
