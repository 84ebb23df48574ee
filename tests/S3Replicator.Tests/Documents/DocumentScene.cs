using System.Globalization;
using System.Net;
using System.Net.Sockets;
using S3Replicator.Tests.Local;
using S3Replicator.TestSupport;

namespace S3Replicator.Tests.Documents;

/// <summary>
/// A reader's machine: a folder with rules, a local AWS with the buckets and queues that documents speak of, and a shell in which
/// the documents' ways to name the program lead to the built one.
/// </summary>
internal sealed class DocumentScene : IDisposable
{
    /// <summary>The local AWS's port in documents; another one takes its place, so that tests need not share it.</summary>
    private const string WrittenPort = "4566";

    private const string Preamble = """
        set -euo pipefail
        finish() {
          local code=$?
          [[ ! -e local.pid ]] || kill "$(cat local.pid)"
          exit "$code"
        }
        trap finish EXIT
        aws() {
          # Who waits for a replica waits for a worker that was deployed before.
          if [[ "${1:-} ${2:-}" == 's3api wait' ]]; then
            "$S3REPLICATOR" run --queue-url "$QUEUE_URL" --rules rules.yaml --state "s3://$STATE/s3replicator" --drain 1
          fi
          "$AWS_CLI" --endpoint-url="$AWS_ENDPOINT_URL" "$@"
        }
        kubectl() {
          # Manifests are rendered where the tool is; nothing else of it is run here.
          [[ $1 == kustomize ]]
          if type -P kubectl >kubectl.path; then
            "$(<kubectl.path)" "$@"
          fi
        }
        dotnet() {
          [[ $1 == run && $2 == --project && $3 == src/S3Replicator && $4 == -- ]]
          s3replicator "${@:5}"
        }
        s3replicator() {
          if [[ $1 == local ]]; then
            "$S3REPLICATOR" "$@" >local.ready &
            echo $! >local.pid
            until [[ -s local.ready ]]; do
              kill -0 "$(cat local.pid)"
              sleep 0.05
            done
          elif [[ $1 == run && " $* " != *' --drain'* ]]; then
            "$S3REPLICATOR" "$@" --drain 1
          else
            "$S3REPLICATOR" "$@"
          fi
        }

        """;

    /// <summary>What stands before documents that start no local AWS of their own: one with an object that is replicated.</summary>
    private const string World = """
        s3replicator local --port 4566 --seed local.json
        printf hello | aws s3 cp - s3://amzn-s3-demo-source/docs/a.txt
        printf cold | aws s3 cp - s3://amzn-s3-demo-source/docs/archived.txt --storage-class GLACIER
        s3replicator run --queue-url http://127.0.0.1:4566/000000000000/s3-events --rules rules/ --state s3://amzn-s3-demo-state/s3replicator --drain 1
        export DEAD_LETTER_QUEUE_URL=http://127.0.0.1:4566/000000000000/s3-events-dead
        # What stacks that cannot be made here would have put out.
        export QUEUE_URL=http://127.0.0.1:4566/000000000000/s3-events QUEUE_ARN=arn:aws:sqs:us-east-1:000000000000:s3-events
        export REGISTRY=000000000000.dkr.ecr.us-east-1.amazonaws.com WORKER_ROLE=arn:aws:iam::000000000000:role/worker OVERLAY=pod-identity-keda
        aws sqs send-message --queue-url "$DEAD_LETTER_QUEUE_URL" --message-body file://event.json

        """;

    private const string Seed = """
        {
          "queues": [{"name": "s3-events", "allowS3": true}, {"name": "s3-events-dead"}, {"name": "events", "allowS3": true}],
          "buckets": [
            {"name": "amzn-s3-demo-source", "versioning": "Enabled", "notifications": [{"queue": "s3-events", "events": ["s3:ObjectCreated:*", "s3:ObjectRemoved:*", "s3:ObjectTagging:*"]}]},
            {"name": "amzn-s3-demo-replica", "versioning": "Enabled"},
            {"name": "amzn-s3-demo-state"}
          ]
        }
        """;

    private const string Rules = """
        Bucket: amzn-s3-demo-source
        Role: arn:aws:iam::000000000000:role/s3replicator
        Rules:
          - ID: docs
            Priority: 1
            Status: Enabled
            Filter: {Prefix: ""}
            DeleteMarkerReplication: {Status: Enabled}
            Destination: {Bucket: "arn:aws:s3:::amzn-s3-demo-replica", StorageClass: STANDARD_IA}
        """;

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(5);

    private readonly string _folder = Directory.CreateTempSubdirectory("s3replicator-document-").FullName;

    public DocumentScene()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "rules"));
        File.WriteAllText(Path.Combine(_folder, "rules", "rules.yaml"), Rules);
        File.WriteAllText(Path.Combine(_folder, "local.json"), Seed);
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Explain", "Samples", "s3-object-created-put.json"), Path.Combine(_folder, "event.json"));

        // Paths of the repository are the reader's, too.
        Directory.CreateSymbolicLink(Path.Combine(_folder, "deploy"), Path.Combine(ProgramLocation.Repository, "deploy"));
    }

    public Task<ProgramResult> RunAsync(IReadOnlyList<ShellBlock> blocks, CancellationToken cancellationToken)
    {
        var commands = string.Concat(blocks.Select(block => $"echo '--- {block.Document}:{block.Line}'\n{block.Commands}"));
        var world = commands.Contains(" local --port", StringComparison.Ordinal) ? string.Empty : World;
        var port = FreePort().ToString(CultureInfo.InvariantCulture);
        var script = (Preamble + world + commands).Replace(WrittenPort, port, StringComparison.Ordinal);
        return ProgramProcess.RunAsync(
            new ProgramStart("-c", script)
            {
                FileName = "/bin/bash",
                WorkingDirectory = _folder,
                Environment = new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    ["AWS_CLI"] = DebianClient.Find(AwsCli.Path, "awscli"),
                    ["S3REPLICATOR"] = ProgramLocation.Executable,
                    ["AWS_ENDPOINT_URL"] = $"http://127.0.0.1:{port}",
                    ["AWS_REGION"] = "us-east-1",
                    ["AWS_DEFAULT_REGION"] = "us-east-1",
                    ["AWS_ACCESS_KEY_ID"] = "test",
                    ["AWS_SECRET_ACCESS_KEY"] = "test",
                    ["AWS_PAGER"] = string.Empty,
                },
            },
            Bound,
            cancellationToken);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
