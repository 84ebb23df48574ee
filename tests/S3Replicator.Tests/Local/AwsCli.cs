using System.Text.Json;
using S3Replicator.TestSupport;

namespace S3Replicator.Tests.Local;

/// <summary>Debian's awscli with its own signatures, against the local AWS.</summary>
public sealed record AwsCli(string Endpoint, string Folder)
{
    /// <summary>Debian's own, since the <c>aws</c> found first on the path may be another.</summary>
    public const string Path = "/usr/bin/aws";

    public string AccessKeyId { get; init; } = "test";

    public string SecretAccessKey { get; init; } = "test";

    public string? SessionToken { get; init; }

    public string Region { get; init; } = "us-east-1";

    /// <summary>Runs a command, whatever comes of it.</summary>
    public Task<ProgramResult> TryAsync(params string[] arguments) => ProgramProcess.RunAsync(
        new ProgramStart([$"--endpoint-url={Endpoint}", .. arguments])
        {
            FileName = DebianClient.Find(Path, "awscli"),
            WorkingDirectory = Folder,
            Environment = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["AWS_ACCESS_KEY_ID"] = AccessKeyId,
                ["AWS_SECRET_ACCESS_KEY"] = SecretAccessKey,
                ["AWS_SESSION_TOKEN"] = SessionToken,
                ["AWS_REGION"] = Region,
                ["AWS_DEFAULT_OUTPUT"] = "json",
                ["AWS_PAGER"] = string.Empty,
            },
        },
        LocalProgram.Bound,
        TestContext.Current.CancellationToken);

    /// <summary>Runs a command that must succeed, and gives its output.</summary>
    public async Task<string> RunAsync(params string[] arguments)
    {
        var result = await TryAsync(arguments);
        result.ExitCode.ShouldBe(0, $"aws {string.Join(' ', arguments)}: {result}");
        return result.StandardOutput;
    }

    /// <summary>Runs a command that must succeed, and gives the JSON that it printed.</summary>
    public async Task<JsonElement> AskAsync(params string[] arguments)
    {
        var output = await RunAsync(arguments);
        return JsonDocument.Parse(output.Length == 0 ? "{}" : output).RootElement;
    }
}
