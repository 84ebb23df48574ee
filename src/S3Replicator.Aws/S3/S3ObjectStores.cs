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
    /// <summary>How long what is known of a bucket holds: versioning and Object Lock may be turned on while a worker runs.</summary>
    private static readonly TimeSpan FactsHold = TimeSpan.FromMinutes(5);

    private readonly AwsContext _context;
    private readonly RoleSessions _roles;
    private readonly TimeProvider _timeProvider;
    private readonly BucketRegions _regions;
    private readonly ConcurrentDictionary<StoreKey, Lazy<CountedS3Client>> _clients = new();
    private readonly AskedOnce<BucketFacts> _facts = new();
    private readonly ConcurrentDictionary<string, KnownFacts> _known = new(StringComparer.Ordinal);
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
        ReplicationDocument document, string bucket, bool isSource, CancellationToken cancellationToken)
    {
        var name = $"{(isSource ? "from" : "to")} {bucket}";
        return _known.TryGetValue(name, out var known) && _timeProvider.GetElapsedTime(known.SeenAt) < FactsHold
            ? new(new StoreResult<BucketFacts>(known.Facts))
            : RefreshAsync(name, known?.Facts, () => AskAsync(document, bucket, isSource, cancellationToken));
    }

    /// <summary>Asks once for all who need it at the same time; a fault that passes leaves what was known in force.</summary>
    private async ValueTask<StoreResult<BucketFacts>> RefreshAsync(string name, BucketFacts? known, Func<Task<StoreResult<BucketFacts>>> ask)
    {
        var answer = await _facts.GetAsync(name, ask);
        var facts = answer.IsSuccess ? answer.Value
            : answer.Error.Class is FailureClass.Transient or FailureClass.Throttled ? known
            : null;

        if (facts is null)
        {
            return answer;
        }

        _known[name] = new(facts, _timeProvider.GetTimestamp());
        _facts.Forget(name);
        return facts;
    }

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

    private sealed record KnownFacts(BucketFacts Facts, long SeenAt);

    private sealed record StoreKey(AssumedRoleCredentials? Role, string Region);
}
