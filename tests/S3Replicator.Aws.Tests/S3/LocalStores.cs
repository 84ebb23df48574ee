using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Microsoft.Extensions.Logging.Abstractions;
using S3Replicator.Aws.S3;
using S3Replicator.Aws.Sts;
using S3Replicator.Core.Copying;
using S3Replicator.Core.Rules;
using S3Replicator.LocalAws;

namespace S3Replicator.Aws.Tests.S3;

/// <summary>The object stores of a worker against a local AWS with one bucket, and a plain client beside them.</summary>
internal sealed class LocalStores : IAsyncDisposable
{
    public const string Bucket = "bucket";

    private readonly RoleSessions _roles;

    private LocalStores(LocalAwsServer server, TimeProvider timeProvider)
    {
        Server = server;
        var endpoint = server.Endpoint.ToString().TrimEnd('/');
        Context = new(new BasicAWSCredentials("test", "test"), RegionEndpoint.USEast1, new(endpoint, endpoint, endpoint), new());
        S3 = new(
            Context.Credentials, new AmazonS3Config { ServiceURL = endpoint, AuthenticationRegion = "us-east-1", ForcePathStyle = true, MaxErrorRetry = 0 });
        _roles = StsSetup.Create(Context, "worker", timeProvider, NullLogger<RoleSessions>.Instance);
        Stores = new(Context, _roles, timeProvider);
    }

    public LocalAwsServer Server { get; }

    public AwsContext Context { get; }

    public AmazonS3Client S3 { get; }

    public S3ObjectStores Stores { get; }

    public static async Task<LocalStores> StartAsync(TimeProvider? timeProvider = null)
    {
        var token = TestContext.Current.CancellationToken;
        var stores = new LocalStores(await LocalAwsServer.StartAsync(new LocalAwsOptions(), token), timeProvider ?? TimeProvider.System);
        await stores.S3.PutBucketAsync(Bucket, token);
        return stores;
    }

    public static ReplicationDocument Document(bool hasRole = true) => new()
    {
        Bucket = Bucket,
        Role = hasRole ? "arn:aws:iam::000000000000:role/s3replicator" : null,
        RoleOptions = new() { DurationSeconds = 900 },
        Rules = [],
    };

    public async Task<IObjectStore> OpenAsync(bool hasRole = true) =>
        (await Stores.ForBucketAsync(Document(hasRole), Bucket, isSource: true, TestContext.Current.CancellationToken)).Value.ShouldNotBeNull();

    public async ValueTask DisposeAsync()
    {
        Stores.Dispose();
        _roles.Dispose();
        S3.Dispose();
        await Server.DisposeAsync();
    }
}
