using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using S3Replicator.Aws.State;
using S3Replicator.Core.State;
using S3Replicator.Core.Tests.State;
using S3Replicator.Core.Tracking;
using S3Replicator.LocalAws;

namespace S3Replicator.Aws.Tests.State;

/// <summary>The state store over the wire, against the local AWS; the bucket is in another region than the client.</summary>
public sealed class S3StateStoreTests : StateStoreContract, IAsyncLifetime
{
    private const string Bucket = "state-bucket";
    private const string Region = "eu-west-1";

    private readonly List<S3StateStore> _opened = [];
    private LocalAwsServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await LocalAwsServer.StartAsync(new LocalAwsOptions(), Token);
        using var client = CreateClient();
        await client.PutBucketAsync(new PutBucketRequest { BucketName = Bucket, BucketRegionName = Region }, Token);
    }

    public async ValueTask DisposeAsync()
    {
        _opened.ForEach(store => store.Dispose());
        await _server.DisposeAsync();
    }

    protected override Task<IStateStore> OpenAsync() => OpenAsync(new(Bucket, "fleet/one"));

    [Fact]
    public async Task Keeps_to_its_prefix()
    {
        var one = await OpenAsync();
        var other = await OpenAsync(new(Bucket, "fleet"));
        var root = await OpenAsync(new(Bucket, string.Empty));
        await PutAsync(one, "a", "1");
        await PutAsync(root, "b", "2");

        (await NamesAsync(one, string.Empty)).ShouldBe(["a"]);
        (await NamesAsync(other, string.Empty)).ShouldBe(["one/a"]);
        (await NamesAsync(root, string.Empty)).ShouldBe(["b", "fleet/one/a"]);
    }

    [Fact]
    public async Task Lists_more_than_one_page()
    {
        var store = await OpenAsync();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 1_010), Token, async (number, token) => await store.PutAsync($"many/{number:D4}", "1"u8.ToArray(), StateCondition.None, token));

        (await NamesAsync(store, "many/")).ShouldBe(Enumerable.Range(0, 1_010).Select(number => $"many/{number:D4}"));
    }

    [Fact]
    public async Task Says_which_bucket_is_missing()
    {
        var fault = await Should.ThrowAsync<StateStoreException>(() => OpenAsync(new("no-such-bucket", "x")));

        fault.Message.ShouldContain("s3://no-such-bucket/x/");
    }

    [Fact]
    public async Task Says_that_the_bucket_has_gone_in_the_meantime()
    {
        var store = await OpenAsync();
        using var client = CreateClient();
        await client.DeleteBucketAsync(Bucket, Token);

        await Should.ThrowAsync<StateStoreException>(() => store.GetAsync("a", Token));
        await Should.ThrowAsync<StateStoreException>(() => PutAsync(store, "a", "1"));
        await Should.ThrowAsync<StateStoreException>(() => PutAsync(store, "a", "1", StateCondition.IfAbsent));
        await Should.ThrowAsync<StateStoreException>(() => NamesAsync(store, string.Empty));
    }

    private async Task<IStateStore> OpenAsync(StateBucketUri uri)
    {
        var endpoint = _server.Endpoint.ToString();
        var context = new AwsContext(
            new BasicAWSCredentials("test", "test"), RegionEndpoint.USEast1, new AwsEndpoints(endpoint, endpoint, endpoint), new RequestCounter());
        var store = await S3StateStore.OpenAsync(context, uri, TimeProvider.System, Token);
        _opened.Add(store);
        return store;
    }

    private AmazonS3Client CreateClient() => new(
        new BasicAWSCredentials("test", "test"),
        new AmazonS3Config { ServiceURL = _server.Endpoint.ToString(), AuthenticationRegion = Region, ForcePathStyle = true });
}
