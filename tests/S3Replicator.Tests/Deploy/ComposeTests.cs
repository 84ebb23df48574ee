using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using S3Replicator.Tests.Documents;
using S3Replicator.Tests.Local;
using S3Replicator.TestSupport;

namespace S3Replicator.Tests.Deploy;

/// <summary>What compose.yaml does, without containers: its setup script and its rules against the local AWS.</summary>
public sealed class ComposeTests
{
    private const string QueueUrl = "http://127.0.0.1:4566/000000000000/events";

    private static readonly string Folder = Path.Combine(ProgramLocation.Repository, "deploy", "compose");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_setup_script_makes_all_that_the_worker_needs_and_runs_again_over_it()
    {
        await using var local = await LocalProgram.StartAsync(Token);
        await SetUpAsync(local);
        using var s3 = new AmazonS3Client(
            new BasicAWSCredentials("test", "test"),
            new AmazonS3Config { ServiceURL = local.Endpoint, ForcePathStyle = true, AuthenticationRegion = "us-east-1" });
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = "source", Key = "docs/hello", ContentBody = "hello" }, Token);
        await SetUpAsync(local);

        var run = await ProgramProcess.RunAsync(
            new ProgramStart("run", "--queue-url", QueueUrl, "--rules", Path.Combine(Folder, "rules"), "--drain", "1") { Environment = Variables(local) },
            LocalProgram.Bound,
            Token);

        run.ExitCode.ShouldBe(0, run.ToString());
        (await s3.GetObjectMetadataAsync("replica", "docs/hello", Token)).StorageClass.ShouldBe(S3StorageClass.StandardInfrequentAccess);
    }

    [Fact]
    public async Task The_worker_to_include_runs_by_the_command_that_stands_there()
    {
        await using var local = await LocalProgram.StartAsync(Token);
        await SetUpAsync(local);
        var state = Directory.CreateTempSubdirectory("s3replicator-compose-");
        var command = IncludedWorker.Command(new Dictionary<string, string>(StringComparer.Ordinal) { ["S3REPLICATOR_QUEUE_URL"] = QueueUrl })
            .Select(argument => argument switch
            {
                "/rules" => Path.Combine(Folder, "rules"),
                "/state" => state.FullName,
                "127.0.0.1:8080" => "127.0.0.1:0",
                _ => argument,
            });

        try
        {
            var run = await ProgramProcess.RunAsync(
                new ProgramStart([.. command, "--drain", "1"]) { Environment = Variables(local) }, LocalProgram.Bound, Token);

            run.ExitCode.ShouldBe(0, run.ToString());
        }
        finally
        {
            state.Delete(recursive: true);
        }
    }

    [Fact]
    public void The_line_that_includes_the_worker_leads_to_its_file()
    {
        var line = MarkdownDocument.Open("docs/getting-started.md").Blocks("With LocalStack", "yaml").ShouldHaveSingleItem();

        var path = IncludedWorker.IncludesOf(line).ShouldHaveSingleItem();

        path.ShouldBe("S3Replicator/" + IncludedWorker.File);
        File.ReadAllText(Path.Combine(ProgramLocation.Repository, IncludedWorker.File)).ShouldContain(line.Trim());
    }

    private static async Task SetUpAsync(LocalProgram local)
    {
        var result = await ProgramProcess.RunAsync(
            new ProgramStart(Path.Combine(Folder, "setup.sh")) { FileName = "/bin/sh", Environment = Variables(local) }, LocalProgram.Bound, Token);
        result.ExitCode.ShouldBe(0, result.ToString());
        result.StandardOutput.ShouldContain("Ready");
    }

    private static Dictionary<string, string?> Variables(LocalProgram local) => new(StringComparer.Ordinal)
    {
        // Debian's aws takes no endpoint from a variable yet, hence the one in the script's way.
        ["PATH"] = Path.Combine(ProgramLocation.Repository, "tests", "S3Replicator.Tests", "Deploy") + ":/usr/bin:/bin",
        ["AWS_ENDPOINT_URL"] = local.Endpoint,
        ["AWS_ACCESS_KEY_ID"] = "test",
        ["AWS_SECRET_ACCESS_KEY"] = "test",
        ["AWS_REGION"] = "us-east-1",
        ["AWS_DEFAULT_REGION"] = "us-east-1",
        ["AWS_PAGER"] = string.Empty,
    };
}
