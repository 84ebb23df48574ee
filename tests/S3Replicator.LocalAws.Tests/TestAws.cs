using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SQS;
using S3Replicator.LocalAws.Faults;
using S3Replicator.LocalAws.Identity;
using S3Replicator.LocalAws.Sqs;
using S3Replicator.LocalAws.Sqs.Queues;

namespace S3Replicator.LocalAws.Tests;

/// <summary>The local AWS on a free port, with clients for its queues and tokens.</summary>
internal sealed class TestAws : IAsyncDisposable
{
    public const string AccountId = CredentialRegistry.DefaultAccountId;

    private readonly LocalAwsServer _server;

    private TestAws(LocalAwsServer server) => _server = server;

    public CredentialRegistry Credentials => _server.Credentials;

    public RoleRegistry Roles => _server.Roles;

    public LocalClock Clock => _server.Clock;

    public FaultInjection Faults => _server.Faults;

    public SqsEndpoint Sqs => _server.Queues;

    public Uri Endpoint => _server.Endpoint;

    /// <param name="clock">Where it is not the system's, signatures cannot be checked: clients sign by their own clock.</param>
    /// <param name="limits">SQS's own by default.</param>
    public static async Task<TestAws> StartAsync(TimeProvider? clock = null, SqsLimits? limits = null)
    {
        var options = new LocalAwsOptions
        {
            TimeProvider = clock ?? TimeProvider.System,
            VerifySignatures = clock is null,
            QueueLimits = limits,
        };
        return new TestAws(await LocalAwsServer.StartAsync(options, TestContext.Current.CancellationToken));
    }

    public AmazonSQSClient Client(string region = "us-east-1", Credential? credential = null) =>
        new(Sign(credential), new AmazonSQSConfig
        {
            ServiceURL = Endpoint.ToString(),
            AuthenticationRegion = region,
            MaxErrorRetry = 0,
        });

    public AmazonSecurityTokenServiceClient StsClient(Credential? credential = null) =>
        new(Sign(credential), new AmazonSecurityTokenServiceConfig
        {
            ServiceURL = Endpoint.ToString(),
            AuthenticationRegion = "us-east-1",
            MaxErrorRetry = 0,
        });

    public MessageQueue Queue(string name, string region = "us-east-1") => Sqs.Queues.Find(new QueueName(AccountId, region, name))!;

    public LocalQueue? Inside(string queueArn) => _server.FindQueue(queueArn);

    /// <summary>Ends the server, and the test with an error when a request ran into a defect.</summary>
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _server.Requests.Snapshot().ShouldAllBe(r => r.Fault == null);
    }

    private AWSCredentials Sign(Credential? credential)
    {
        credential ??= Credentials.Find("test")!;
        return credential.SessionToken is { } token
            ? new SessionAWSCredentials(credential.AccessKeyId, credential.SecretAccessKey, token)
            : new BasicAWSCredentials(credential.AccessKeyId, credential.SecretAccessKey);
    }
}
