using System.Collections.Concurrent;
using Amazon;
using S3Replicator.Aws.Sts;
using S3Replicator.Core.Copying;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;

namespace S3Replicator.Aws.S3;

/// <summary>One client for each role and region, made when first needed.</summary>
public sealed class S3ObjectStores : IObjectStores, IDisposable
{
    private readonly AwsContext _context;
    private readonly RoleSessions _roles;
    private readonly TimeProvider _timeProvider;
    private readonly BucketRegions _regions;
    private readonly ConcurrentDictionary<StoreKey, Lazy<CountedS3Client>> _clients = new();
    private readonly AskedOnce<BucketFacts> _facts = new();
    private readonly ConcurrentDictionary<StoreKey, S3ObjectStore> _stores = new();

    /// <summary>Prepares the stores; nothing is asked yet.</summary>
    public S3ObjectStores(AwsContext context, RoleSessions roles, TimeProvider timeProvider)
    {
        _context = context;
        _roles = roles;
        _timeProvider = timeProvider;
        _regions = new(context);
    }

    /// <inheritdoc />
    public OwnPrincipals Own => _roles.Own;

    /// <inheritdoc />
    public async ValueTask<StoreResult<IObjectStore>> ForBucketAsync(
        ReplicationDocument document, string bucket, bool isSource, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(document);
        var role = _roles.For(document);
        var region = await _regions.GetAsync(bucket, isSource, role, cancellationToken);

        return region.IsSuccess
            ? _stores.GetOrAdd(new(role, region.Value), key => new S3ObjectStore(ClientFor(key), new(key.Role, _timeProvider, _regions.Forget), key.Region, _timeProvider))
            : region.Error;
    }

    /// <inheritdoc />
    public ValueTask<StoreResult<BucketFacts>> DescribeAsync(
        ReplicationDocument document, string bucket, bool isSource, CancellationToken cancellationToken) =>
        _facts.GetAsync($"{(isSource ? "from" : "to")} {bucket}", () => AskAsync(document, bucket, isSource, cancellationToken));

    private async Task<StoreResult<BucketFacts>> AskAsync(
        ReplicationDocument document, string bucket, bool isSource, CancellationToken cancellationToken)
    {
        var store = await ForBucketAsync(document, bucket, isSource, cancellationToken);

        return store.IsSuccess
            ? await ((S3ObjectStore)store.Value).DescribeAsync(bucket, isSource, cancellationToken)
            : store.Error;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var client in _clients.Values.Where(client => client.IsValueCreated))
        {
            client.Value.Dispose();
        }
    }

    private CountedS3Client ClientFor(StoreKey key) => _clients.GetOrAdd(
        key,
        static (store, context) => new(() => CountedS3Client.Create(
            context, store.Role ?? context.Credentials, RegionEndpoint.GetBySystemName(store.Region))),
        _context).Value;

    private sealed record StoreKey(AssumedRoleCredentials? Role, string Region);
}
