using System.Text.Json;
using S3Replicator.TestSupport;

namespace S3Replicator.LocalAws.Tests.Conformance;

/// <summary>A script that calls the local AWS with a client that is not ours.</summary>
/// <param name="File">Its file, beside this one.</param>
/// <param name="Needs">What it cannot do without: a file, or a module of Debian's Python.</param>
internal sealed record ConformanceScript(string File, string Needs)
{
    private const string Python = "/usr/bin/python3";

    // Generous: on a busy machine Python takes long to start.
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(10);

    private static readonly JsonSerializerOptions Lines = new(JsonSerializerDefaults.Web);

    public static IReadOnlyList<ConformanceScript> All { get; } =
    [
        new("javascript/s3.mjs", "node_modules/@aws-sdk/client-s3"),
        new("javascript/s3-protection.mjs", "node_modules/@aws-sdk/client-s3"),
        new("javascript/s3-refused.mjs", "node_modules/@aws-sdk/client-s3"),
        new("javascript/sqs.mjs", "node_modules/@aws-sdk/client-sqs"),
        new("javascript/sts.mjs", "node_modules/@aws-sdk/client-sts"),
        new("python/boto3_s3.py", "boto3"),
        new("python/boto3_sqs.py", "boto3"),
        new("python/boto3_sts.py", "boto3"),
        new("python/aws_cli.py", "awscli"),
        new("python/rclone.py", "/usr/bin/rclone"),
        new("python/s3cmd.py", "/usr/bin/s3cmd"),
    ];

    private static string Folder { get; } = Path.Combine(ProgramLocation.Repository, "tests/S3Replicator.LocalAws.Tests/Conformance");

    private bool IsPython => File.EndsWith(".py", StringComparison.Ordinal);

    /// <summary>Why it cannot run here; null where it can.</summary>
    public async Task<string?> HindranceAsync(CancellationToken cancellationToken)
    {
        if (!IsPython)
        {
            return Path.Exists(Path.Combine(Folder, Needs)) ? null : $"{Needs} is missing: npm ci --ignore-scripts in {Folder}";
        }

        if (!Path.Exists(Python))
        {
            return $"{Python} is missing";
        }

        if (Path.IsPathRooted(Needs))
        {
            return Path.Exists(Needs) ? null : $"{Needs} is missing";
        }

        var start = new ProgramStart("-c", $"import {Needs}") { FileName = Python };
        var imported = await ProgramProcess.RunAsync(start, Bound, cancellationToken);
        return imported.ExitCode == 0 ? null : $"Debian's Python has no {Needs}";
    }

    /// <summary>Runs it against a server of its own.</summary>
    public async Task<ScriptRun> RunAsync(CancellationToken cancellationToken)
    {
        await using var server = await LocalAwsServer.StartAsync(new LocalAwsOptions { SeedFile = Path.Combine(Folder, "seed.json") }, cancellationToken);
        var start = new ProgramStart(Path.Combine(Folder, File), server.Endpoint.ToString().TrimEnd('/'))
        {
            FileName = IsPython ? Python : "node",
            Environment = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["PYTHONDONTWRITEBYTECODE"] = "1",
                ["PYTHONUTF8"] = "1",
                ["NODE_NO_WARNINGS"] = "1",
            },
        };
        var result = await ProgramProcess.RunAsync(start, Bound, cancellationToken);
        var proofs = result.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<Proof>(line, Lines)!);
        return new ScriptRun(result, [.. proofs], server.Requests.Snapshot());
    }
}
