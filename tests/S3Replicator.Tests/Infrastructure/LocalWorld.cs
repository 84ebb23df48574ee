using System.Globalization;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SQS;
using Amazon.SQS.Model;
using S3Replicator.LocalAws;
using S3Replicator.LocalAws.Faults;
using S3Replicator.TestSupport;

namespace S3Replicator.Tests.Infrastructure;

/// <summary>A local AWS with a source bucket and a queue, plain clients for it, and the real program against it.</summary>
public sealed class LocalWorld : IAsyncDisposable
{
    public const string Home = "us-east-1";
    public const string Away = "eu-west-1";
    public const string Role = "arn:aws:iam::000000000000:role/s3replicator";
    public const string Source = "source";

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    private readonly LocalAwsServer _server;
    private readonly List<string> _files = [];

    private LocalWorld(LocalAwsServer server)
    {
        _server = server;
        HomeS3 = CreateS3(Home);
        AwayS3 = CreateS3(Away);
        Queues = new(new BasicAWSCredentials("test", "test"), new AmazonSQSConfig { ServiceURL = Endpoint, AuthenticationRegion = Home });
    }

    public string Endpoint => _server.Endpoint.ToString().TrimEnd('/');

    public RequestLog Requests => _server.Requests;

    /// <summary>Makes the local AWS fail.</summary>
    public FaultInjection Faults => _server.Faults;

    /// <summary>The local AWS's clock, which can be advanced.</summary>
    public LocalClock Clock => _server.Clock;

    public AmazonS3Client HomeS3 { get; }

    public AmazonS3Client AwayS3 { get; }

    public AmazonSQSClient Queues { get; }

    public string QueueUrl { get; private set; } = string.Empty;

    public static async Task<LocalWorld> StartAsync(CancellationToken cancellationToken, bool versioned = true, string? seedFile = null)
    {
        var world = new LocalWorld(await LocalAwsServer.StartAsync(new LocalAwsOptions { SeedFile = seedFile }, cancellationToken));
        world.QueueUrl = await CreateQueueAsync(world.Queues, "events", cancellationToken);
        await world.CreateBucketAsync(Source, Home, versioned);
        await world.NotifyAsync(Source, cancellationToken);
        return world;
    }

    /// <summary>Makes a queue that S3 may send to.</summary>
    public static async Task<string> CreateQueueAsync(AmazonSQSClient queues, string name, CancellationToken cancellationToken)
    {
        var url = (await queues.CreateQueueAsync(name, cancellationToken)).QueueUrl;
        const string Policy =
            """{"Statement":[{"Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"sqs:SendMessage","Resource":"*"}]}""";
        await queues.SetQueueAttributesAsync(url, new Dictionary<string, string>(StringComparer.Ordinal) { ["Policy"] = Policy }, cancellationToken);
        return url;
    }

    public AmazonS3Client CreateS3(string region) => new(
        new BasicAWSCredentials("test", "test"),
        new AmazonS3Config { ServiceURL = Endpoint, AuthenticationRegion = region, ForcePathStyle = true });

    public async Task CreateBucketAsync(string bucket, string region, bool versioned = true)
    {
        var client = region == Home ? HomeS3 : AwayS3;
        await client.PutBucketAsync(new PutBucketRequest { BucketName = bucket, BucketRegionName = region == Home ? null : region }, TestContext.Current.CancellationToken);

        if (versioned)
        {
            await client.PutBucketVersioningAsync(
                new PutBucketVersioningRequest
                {
                    BucketName = bucket,
                    VersioningConfig = new S3BucketVersioningConfig { Status = VersionStatus.Enabled },
                },
                TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Sends the bucket's events to the queue and takes the test event out of it.</summary>
    public async Task NotifyAsync(string bucket, CancellationToken cancellationToken, params string[] more)
    {
        var attributes = await Queues.GetQueueAttributesAsync(QueueUrl, ["QueueArn"], cancellationToken);
        await HomeS3.PutBucketNotificationAsync(
            new PutBucketNotificationRequest
            {
                BucketName = bucket,
                QueueConfigurations =
                [
                    new QueueConfiguration { Queue = attributes.QueueARN, Events = [EventType.ObjectCreatedAll, EventType.ObjectRemovedAll, .. more.Select(name => new EventType(name))] },
                ],
            },
            cancellationToken);
    }

    /// <summary>Writes a rule document for the source bucket.</summary>
    public string WriteRules(string rules, string? document = null)
    {
        var file = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"rules-{Guid.NewGuid():N}.json"));
        File.WriteAllText(file, document ?? $$"""{"Bucket":"{{Source}}","Role":"{{Role}}","Rules":[{{rules}}]}""");
        _files.Add(file);
        return file;
    }

    /// <summary>A rule for all objects, or those under a prefix, that fixes the storage class.</summary>
    public static string Rule(string id, string destination, string prefix = "", string storageClass = "STANDARD", string markers = "Enabled", int priority = 1) =>
        $$"""
        {
          "ID": "{{id}}", "Priority": {{priority}}, "Status": "Enabled",
          "Filter": { "Prefix": "{{prefix}}" },
          "DeleteMarkerReplication": { "Status": "{{markers}}" },
          "Destination": { "Bucket": "arn:aws:s3:::{{destination}}", "StorageClass": "{{storageClass}}" }
        }
        """;

    /// <summary>A rule with members of its own under <c>S3Replicator</c>, such as <c>"Acl": "Mirror"</c>.</summary>
    public static string Extended(string rule, string members) => $$"""{{rule.TrimEnd()[..^1]}}, "S3Replicator": { {{members}} } }""";

    /// <summary>How the real program is started; a worker has an identity of its own that may do just what its rules need.</summary>
    public ProgramStart Program(IReadOnlyList<string> arguments, IEnumerable<KeyValuePair<string, string?>>? settings = null)
    {
        var environment = LeastPrivilege.Apply(_server, arguments, Variables);

        foreach (var (name, value) in settings ?? [])
        {
            environment[name] = value;
        }

        return new([.. arguments]) { Environment = environment };
    }

    /// <summary>Gives the local AWS users and roles, in the form of a seed file.</summary>
    public void Seed(string document) => _server.Seed(document);

    /// <summary>Runs the real program to its end.</summary>
    public Task<ProgramResult> RunProgramAsync(CancellationToken cancellationToken, params string[] arguments) =>
        ProgramProcess.RunAsync(Program(arguments), Bound, cancellationToken);

    /// <summary>Runs the real program to its end, with settings from the environment.</summary>
    public Task<ProgramResult> RunProgramAsync(
        IReadOnlyDictionary<string, string?> settings, IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        ProgramProcess.RunAsync(Program([.. arguments], settings), Bound, cancellationToken);

    /// <summary>Runs the worker until the queue is drained.</summary>
    public Task<ProgramResult> DrainAsync(string rules, CancellationToken cancellationToken) => RunProgramAsync(
        cancellationToken, "run", "--queue-url", QueueUrl, "--rules", rules, "--drain", "1", "--output", "json");

    /// <summary>The variables that point the program at the local AWS.</summary>
    public IReadOnlyDictionary<string, string?> Variables => new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["AWS_ENDPOINT_URL"] = Endpoint,
        ["AWS_ACCESS_KEY_ID"] = "test",
        ["AWS_SECRET_ACCESS_KEY"] = "test",
        ["AWS_REGION"] = Home,
    };

    /// <summary>How many messages the queue holds, in anybody's hand or not.</summary>
    public async Task<int> MessagesAsync(CancellationToken cancellationToken)
    {
        var attributes = await Queues.GetQueueAttributesAsync(QueueUrl, ["All"], cancellationToken);
        return attributes.ApproximateNumberOfMessages + attributes.ApproximateNumberOfMessagesNotVisible + attributes.ApproximateNumberOfMessagesDelayed;
    }

    /// <summary>The bodies of all messages that are visible now; they stay in the queue.</summary>
    public async Task<IReadOnlyList<string>> BodiesAsync(CancellationToken cancellationToken)
    {
        var messages = new List<Message>();

        while (true)
        {
            var received = await Queues.ReceiveMessageAsync(
                new ReceiveMessageRequest { QueueUrl = QueueUrl, MaxNumberOfMessages = 10, VisibilityTimeout = 60 }, cancellationToken);

            if (received.Messages is not { Count: > 0 } page)
            {
                break;
            }

            messages.AddRange(page);
        }

        foreach (var message in messages)
        {
            await Queues.ChangeMessageVisibilityAsync(QueueUrl, message.ReceiptHandle, 0, cancellationToken);
        }

        return messages.ConvertAll(message => message.Body);
    }

    public async ValueTask DisposeAsync()
    {
        HomeS3.Dispose();
        AwayS3.Dispose();
        Queues.Dispose();
        _files.ForEach(File.Delete);
        await _server.DisposeAsync();
    }
}
