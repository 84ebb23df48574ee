using System.Text;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace S3Replicator.LocalAws.Tests.S3;

/// <summary>A server of its own for a test, and clients to it.</summary>
public sealed class LocalS3 : IAsyncDisposable
{
    private readonly LocalAwsServer _server;
    private readonly List<IDisposable> _clients = [];

    private LocalS3(LocalAwsServer server)
    {
        _server = server;
        Client = ClientIn("us-east-1");
    }

    public AmazonS3Client Client { get; }

    public LocalAwsServer Server => _server;

    public static async Task<LocalS3> StartAsync(LocalAwsOptions? options = null) =>
        new(await LocalAwsServer.StartAsync(options ?? new LocalAwsOptions { Seed = 7 }, TestContext.Current.CancellationToken));

    public AmazonS3Client ClientIn(string region, string accessKeyId = "test", string secretAccessKey = "test", string? sessionToken = null)
    {
        AWSCredentials credentials = sessionToken is null
            ? new BasicAWSCredentials(accessKeyId, secretAccessKey)
            : new SessionAWSCredentials(accessKeyId, secretAccessKey, sessionToken);
        var client = new AmazonS3Client(credentials, new AmazonS3Config
        {
            ServiceURL = _server.Endpoint.ToString(),
            AuthenticationRegion = region,
            ForcePathStyle = true,
            MaxErrorRetry = 0,
        });
        _clients.Add(client);
        return client;
    }

    public async Task<string> CreateBucketAsync(string name, bool versioned = false, string region = "us-east-1")
    {
        var client = region is "us-east-1" ? Client : ClientIn(region);
        await client.PutBucketAsync(
            new PutBucketRequest { BucketName = name, BucketRegionName = region is "us-east-1" ? null : region }, TestContext.Current.CancellationToken);
        if (versioned)
        {
            await client.PutBucketVersioningAsync(
                new PutBucketVersioningRequest
                {
                    BucketName = name,
                    VersioningConfig = new S3BucketVersioningConfig { Status = VersionStatus.Enabled },
                },
                TestContext.Current.CancellationToken);
        }

        return name;
    }

    public Task<PutObjectResponse> PutAsync(string bucket, string key, string content, Action<PutObjectRequest>? change = null)
    {
        var request = new PutObjectRequest { BucketName = bucket, Key = key, ContentBody = content };
        change?.Invoke(request);
        return Client.PutObjectAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<string> ReadAsync(string bucket, string key, string? versionId = null)
    {
        using var response = await Client.GetObjectAsync(
            new GetObjectRequest { BucketName = bucket, Key = key, VersionId = versionId }, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(response.ResponseStream, Encoding.UTF8);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    public static Task<AmazonS3Exception> FailsAsync(Func<Task> action) => Should.ThrowAsync<AmazonS3Exception>(action);

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            client.Dispose();
        }

        await _server.DisposeAsync();
    }
}
