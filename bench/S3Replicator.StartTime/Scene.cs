using System.Diagnostics;
using S3Replicator.LocalAws;
using S3Replicator.LocalAws.Faults;

namespace S3Replicator.StartTime;

/// <summary>A local AWS with all that a worker looks for when it starts, and the worker's rules.</summary>
internal sealed class Scene : IAsyncDisposable
{
    private const string Seed = """
        {
          "queues": [{"name": "events", "allowS3": true}],
          "buckets": [{"name": "source", "versioning": "Enabled"}, {"name": "replica", "versioning": "Enabled"}]
        }
        """;

    private const string Rules = """
        {
          "Bucket": "source",
          "Role": "arn:aws:iam::000000000000:role/s3replicator",
          "Rules": [{
            "ID": "everything", "Priority": 1, "Status": "Enabled", "Filter": {"Prefix": ""},
            "DeleteMarkerReplication": {"Status": "Enabled"},
            "Destination": {"Bucket": "arn:aws:s3:::replica", "StorageClass": "STANDARD_IA"}
          }]
        }
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(1);

    private readonly DirectoryInfo _folder;
    private readonly LocalAwsServer _aws;

    // A rule that delays polls by next to nothing: it counts them when they come in, while the request log knows them when they are answered.
    private readonly FaultHandle _polls;

    private Scene(DirectoryInfo folder, LocalAwsServer aws)
    {
        _folder = folder;
        _aws = aws;
        _polls = aws.Faults.Add(new FaultRule { Operation = "ReceiveMessage", Effect = FaultEffect.Latency, LatencyMilliseconds = 1 });
    }

    private string RulesFile => Path.Combine(_folder.FullName, "rules.json");

    public static async Task<Scene> StartAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("s3replicator-start-");
        var seed = Path.Combine(folder.FullName, "seed.json");
        await File.WriteAllTextAsync(seed, Seed, cancellationToken);
        var scene = new Scene(folder, await LocalAwsServer.StartAsync(new LocalAwsOptions { SeedFile = seed }, cancellationToken));
        await File.WriteAllTextAsync(scene.RulesFile, Rules, cancellationToken);
        return scene;
    }

    public async Task<StartFigures> MeasureAsync(string program, CancellationToken cancellationToken)
    {
        var before = _polls.Chosen;
        var start = Stopwatch.GetTimestamp();
        using var process = Process.Start(StartOf(program)) ?? throw new InvalidOperationException($"{program} did not start.");
        try
        {
            while (_polls.Chosen == before)
            {
                if (process.HasExited || Stopwatch.GetElapsedTime(start) > Patience)
                {
                    throw new InvalidOperationException($"{program} has not polled.");
                }

                await Task.Delay(Look, cancellationToken);
            }

            return new StartFigures(Stopwatch.GetElapsedTime(start), process.TotalProcessorTime);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _aws.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private ProcessStartInfo StartOf(string program)
    {
        var queueUrl = new Uri(_aws.Endpoint, "000000000000/events").ToString();
        var start = new ProcessStartInfo(program, ["run", "--queue-url", queueUrl, "--rules", RulesFile]) { WorkingDirectory = _folder.FullName };
        start.Environment["AWS_ENDPOINT_URL"] = _aws.Endpoint.ToString().TrimEnd('/');
        start.Environment["AWS_ACCESS_KEY_ID"] = "test";
        start.Environment["AWS_SECRET_ACCESS_KEY"] = "test";
        start.Environment["AWS_REGION"] = "us-east-1";
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        return start;
    }
}
