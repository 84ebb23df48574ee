using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Copying;

/// <summary>Finds the object store for a bucket: its region, with the credentials of a document's role.</summary>
public interface IObjectStores
{
    /// <summary>The store for the bucket; an error when the role cannot be assumed or the bucket's region cannot be found out.</summary>
    /// <param name="document">The document whose role is used.</param>
    /// <param name="bucket">The bucket.</param>
    /// <param name="isSource">Whether the bucket is the source, which decides the failure's code.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<StoreResult<IObjectStore>> ForBucketAsync(
        ReplicationDocument document, string bucket, bool isSource, CancellationToken cancellationToken);

    /// <summary>What is known of the bucket as a whole; asked once and kept.</summary>
    ValueTask<StoreResult<BucketFacts>> DescribeAsync(
        ReplicationDocument document, string bucket, bool isSource, CancellationToken cancellationToken);

    /// <summary>The roles that this worker has assumed, by which it knows the events of its own writes.</summary>
    OwnPrincipals Own { get; }
}
