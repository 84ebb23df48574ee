using System.Collections.Concurrent;
using S3Replicator.LocalAws.Http;

namespace S3Replicator.LocalAws.S3.Storage;

/// <summary>All buckets of all accounts; their names are one namespace, as in S3.</summary>
internal sealed class S3Store(IMutationLog log)
{
    private readonly ConcurrentDictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);

    public IEnumerable<Bucket> All => _buckets.Values;

    public Bucket? Find(string name) => _buckets.GetValueOrDefault(name);

    public Bucket Get(string name) => Find(name) ?? throw new AwsErrorException(S3Errors.NoSuchBucket(name));

    public IEnumerable<Bucket> OwnedBy(string account) => _buckets.Values
        .Where(bucket => string.Equals(bucket.OwnerAccount, account, StringComparison.Ordinal))
        .OrderBy(bucket => bucket.Name, StringComparer.Ordinal);

    /// <summary>Adds a bucket; where the name is taken, gives the bucket that has it.</summary>
    public bool TryCreate(Bucket bucket, out Bucket existing)
    {
        existing = _buckets.GetOrAdd(bucket.Name, bucket);
        if (!ReferenceEquals(existing, bucket))
        {
            return false;
        }

        log.BucketCreated(bucket);
        return true;
    }

    public void Delete(Bucket bucket)
    {
        if (!bucket.TryClose())
        {
            throw new AwsErrorException(S3Errors.BucketNotEmpty(bucket));
        }

        _buckets.TryRemove(new KeyValuePair<string, Bucket>(bucket.Name, bucket));
        log.BucketDeleted(bucket);
    }
}
