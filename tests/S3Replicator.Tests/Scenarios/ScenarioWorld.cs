using System.Diagnostics;
using System.Text.Json;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SQS;
using S3Replicator.TestSupport;

namespace S3Replicator.Tests.Scenarios;

/// <summary>A source bucket, a replica bucket and a queue at any endpoint, and the real program against them.</summary>
public sealed class ScenarioWorld : IAsyncDisposable
{
    /// <summary>How long an endpoint may take to bring events, and the program to carry them out.</summary>
    public static readonly TimeSpan Bound = TimeSpan.FromMinutes(3);

    private readonly ScenarioEndpoint _endpoint;
    private readonly bool _isRoleUsable;
    private readonly AmazonSQSClient _sqs;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("scenario-");

    private ScenarioWorld(ScenarioEndpoint endpoint, bool isRoleUsable)
    {
        _endpoint = endpoint;
        _isRoleUsable = isRoleUsable;
        _sqs = endpoint.CreateSqs();
        S3 = endpoint.CreateS3();
        Buckets = new(S3, endpoint.Region);
    }

    public AmazonS3Client S3 { get; }

    public ScenarioBuckets Buckets { get; }

    public ScenarioQueue Queue { get; private set; } = null!;

    public string Source { get; private set; } = string.Empty;

    public string Replica { get; private set; } = string.Empty;

    /// <summary>A folder for the program's state.</summary>
    public string State => Path.Combine(_folder.FullName, "state");

    public static async Task<ScenarioWorld> StartAsync(
        ScenarioEndpoint endpoint, bool isRoleUsable, bool versioned, bool locks, CancellationToken cancellationToken)
    {
        var world = new ScenarioWorld(endpoint, isRoleUsable);
        try
        {
            world.Queue = await ScenarioQueue.CreateAsync(world._sqs, cancellationToken);
            world.Source = await world.Buckets.CreateAsync("source", versioned, cancellationToken, locks);
            world.Replica = await world.Buckets.CreateAsync("replica", versioned, cancellationToken, locks);
            await world.Queue.SubscribeAsync(world.S3, world.Source, cancellationToken);
            return world;
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    /// <summary>Writes a rule for all objects from the source to the replica, with members of its own under <c>S3Replicator</c>.</summary>
    public string WriteRules(string members = "", string document = "", string? storageClass = "STANDARD", bool isReversed = false)
    {
        var (source, replica) = isReversed ? (Replica, Source) : (Source, Replica);
        var role = _isRoleUsable ? $"\"Role\": \"{_endpoint.RoleArn}\"," : string.Empty;
        string[] own = [.. new[] { _isRoleUsable ? string.Empty : "\"AmbientCredentials\": true", document }.Where(text => text.Length > 0)];
        var classMember = storageClass is null ? string.Empty : $", \"StorageClass\": \"{storageClass}\"";
        var file = Path.Combine(_folder.FullName, $"rules-{Guid.NewGuid():N}.json");
        File.WriteAllText(file, $$"""
            {
              "Bucket": "{{source}}", {{role}} "S3Replicator": { {{string.Join(", ", own)}} },
              "Rules": [{
                "ID": "all", "Priority": 1, "Status": "Enabled", "Filter": { "Prefix": "" },
                "DeleteMarkerReplication": { "Status": "Enabled" },
                "Destination": { "Bucket": "arn:aws:s3:::{{replica}}"{{classMember}} },
                "S3Replicator": { {{members}} }
              }]
            }
            """);
        return file;
    }

    /// <summary>Runs the program to its end.</summary>
    public Task<ProgramResult> RunAsync(CancellationToken cancellationToken, params string[] arguments) =>
        ProgramProcess.RunAsync(new ProgramStart(arguments) { Environment = _endpoint.VariablesOf(arguments) }, Bound, cancellationToken);

    /// <summary>Starts the program with settings of its own.</summary>
    public ProgramProcess Start(IReadOnlyDictionary<string, string?> settings, params string[] arguments) => ProgramProcess.Start(
        new ProgramStart(arguments) { Environment = _endpoint.VariablesOf(arguments).Concat(settings).ToDictionary(StringComparer.Ordinal) });

    /// <summary>Runs the worker until the queue is drained, and again until what is wanted is there: events may be late.</summary>
    public Task ReplicateAsync(Func<Task<bool>> isDone, CancellationToken cancellationToken, params string[] rules) =>
        ReplicateAsync(isDone, static _ => { }, cancellationToken, rules);

    /// <summary>The same, and shows the summary of every run.</summary>
    public async Task ReplicateAsync(Func<Task<bool>> isDone, Action<JsonElement> show, CancellationToken cancellationToken, params string[] rules)
    {
        for (var clock = Stopwatch.StartNew(); ;)
        {
            var result = await DrainAsync(cancellationToken, rules);
            result.ExitCode.ShouldBe(0, result.ToString());
            show(JsonDocument.Parse(result.StandardOutput).RootElement);
            if (await isDone())
            {
                return;
            }

            clock.Elapsed.ShouldBeLessThan(Bound, $"Not replicated after {clock.Elapsed}; the last run: {result}");
        }
    }

    public Task<ProgramResult> DrainAsync(CancellationToken cancellationToken, params string[] rules) =>
        RunAsync(cancellationToken, ["run", "--queue-url", Queue.Url, "--rules", .. rules, "--drain", "1", "--output", "json"]);

    public Task<PutObjectResponse> PutAsync(string key, string body, CancellationToken cancellationToken) =>
        S3.PutObjectAsync(new() { BucketName = Source, Key = key, ContentBody = body }, cancellationToken);

    /// <summary>The body of an object or of one of its versions; null where there is none.</summary>
    public async Task<string?> BodyAsync(string bucket, string key, CancellationToken cancellationToken, string? version = null)
    {
        try
        {
            using var found = await S3.GetObjectAsync(new() { BucketName = bucket, Key = key, VersionId = version }, cancellationToken);
            using var reader = new StreamReader(found.ResponseStream);
            return await reader.ReadToEndAsync(cancellationToken);
        }
        catch (AmazonS3Exception exception) when ((int)exception.StatusCode is 404)
        {
            return null;
        }
    }

    /// <summary>All versions of a bucket, newest first for each key.</summary>
    public async Task<IReadOnlyList<S3ObjectVersion>> VersionsAsync(string bucket, CancellationToken cancellationToken) =>
        (await S3.ListVersionsAsync(new ListVersionsRequest { BucketName = bucket }, cancellationToken)).Versions ?? [];

    public async Task<IReadOnlyList<string>> KeysAsync(string bucket, CancellationToken cancellationToken) =>
        ((await S3.ListObjectsV2Async(new() { BucketName = bucket }, cancellationToken)).S3Objects ?? []).ConvertAll(found => found.Key);

    public async ValueTask DisposeAsync()
    {
        await Buckets.CleanUpAsync(CancellationToken.None);
        if (Queue is not null)
        {
            await Queue.DeleteAsync(CancellationToken.None);
        }

        S3.Dispose();
        _sqs.Dispose();
        _folder.Delete(recursive: true);
    }
}
