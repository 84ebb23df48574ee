using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using S3Replicator.TestSupport;

namespace S3Replicator.Tests.Local;

/// <summary>The verb itself: what it prints, and how it ends.</summary>
public sealed class LocalVerbTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Prints_one_line_with_all_that_a_client_needs()
    {
        await using var local = await LocalProgram.StartAsync(Token);

        local.Ready.EnumerateObject().Select(member => member.Name).ShouldBe(
            ["endpoint", "region", "accountId", "accessKeyId", "secretAccessKey", "roleArn"]);
        local.Endpoint.ShouldMatch("^http://127\\.0\\.0\\.1:[1-9][0-9]*$");
        local.Ready.GetProperty("region").GetString().ShouldBe("us-east-1");
        local.Ready.GetProperty("accountId").GetString().ShouldBe("000000000000");
        local.Ready.GetProperty("accessKeyId").GetString().ShouldBe("test");
        local.Ready.GetProperty("secretAccessKey").GetString().ShouldBe("test");
        local.Ready.GetProperty("roleArn").GetString().ShouldBe("arn:aws:iam::000000000000:role/s3replicator");
        local.Process.StandardOutput.Count(character => character == '\n').ShouldBe(1);
    }

    [Fact]
    public async Task SIGTERM_ends_it_with_0_and_SIGINT_with_130()
    {
        await using var terminated = await LocalProgram.StartAsync(Token);
        await using var interrupted = await LocalProgram.StartAsync(Token);

        terminated.Process.Terminate();
        interrupted.Process.Interrupt();

        var result = await terminated.Process.WaitForExitAsync(LocalProgram.Bound, Token);
        result.ExitCode.ShouldBe(0);
        result.StandardError.ShouldBeEmpty();
        (await interrupted.Process.WaitForExitAsync(LocalProgram.Bound, Token)).ExitCode.ShouldBe(130);
    }

    [Fact]
    public async Task A_wrong_signature_is_let_in_only_where_signatures_are_not_checked()
    {
        await using var checking = await LocalProgram.StartAsync(Token);
        await using var trusting = await LocalProgram.StartAsync(Token, "--no-signature-check");

        (await Should.ThrowAsync<AmazonS3Exception>(() => MakeBucketAsync(checking))).ErrorCode.ShouldBe("SignatureDoesNotMatch");
        (await MakeBucketAsync(trusting)).HttpStatusCode.ShouldBe(HttpStatusCode.OK);

        static async Task<PutBucketResponse> MakeBucketAsync(LocalProgram local)
        {
            using var client = new AmazonS3Client(
                new BasicAWSCredentials("test", "wrong"), new AmazonS3Config { ServiceURL = local.Endpoint, ForcePathStyle = true, AuthenticationRegion = "us-east-1" });
            return await client.PutBucketAsync("bucket", Token);
        }
    }

    [Fact]
    public async Task A_port_in_use_ends_it_with_2_and_one_line_that_says_what_to_do()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var result = await RunAsync(port.ToString(System.Globalization.CultureInfo.InvariantCulture));

        result.ExitCode.ShouldBe(2);
        result.StandardError.ShouldBe($"Port {port} is already in use. Choose another with --port, or 0 for any free one.\n");
        result.StandardOutput.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("65536")]
    [InlineData("http")]
    public async Task Refuses_what_is_no_port(string port)
    {
        var result = await RunAsync(port);

        result.ExitCode.ShouldBe(2);
        result.StandardError.ShouldContain("Try: s3replicator local --help");
        result.StandardError.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task A_data_folder_keeps_objects_when_the_process_is_killed_and_serves_one_process()
    {
        var folder = Directory.CreateTempSubdirectory("s3replicator-data-").FullName;

        try
        {
            await using (var first = await LocalProgram.StartAsync(Token, "--data", folder))
            {
                using var s3 = Client(first);
                await s3.PutBucketAsync("kept", Token);
                await s3.PutObjectAsync(new PutObjectRequest { BucketName = "kept", Key = "a", ContentBody = "one" }, Token);

                var second = await ProgramProcess.RunAsync(["local", "--port", "0", "--data", folder], LocalProgram.Bound, Token);
                second.ExitCode.ShouldBe(2);
                second.StandardError.ShouldContain("Choose another folder with --data");
                first.Process.Kill();
            }

            await using var again = await LocalProgram.StartAsync(Token, "--data", folder);
            using var client = Client(again);
            using var found = await client.GetObjectAsync("kept", "a", Token);
            using var reader = new StreamReader(found.ResponseStream);
            (await reader.ReadToEndAsync(Token)).ShouldBe("one");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("/nowhere/seed.json", null)]
    [InlineData(null, """{"bukets":[]}""")]
    public async Task A_seed_file_that_cannot_be_used_ends_it_with_2(string? path, string? text)
    {
        path ??= Path.GetTempFileName();
        if (text is not null)
        {
            await File.WriteAllTextAsync(path, text, Token);
        }

        var result = await ProgramProcess.RunAsync(["local", "--port", "0", "--seed", path], LocalProgram.Bound, Token);

        result.ExitCode.ShouldBe(2);
        result.StandardError.ShouldContain(path);
        result.StandardError.ShouldNotContain("   at ");
    }

    private static AmazonS3Client Client(LocalProgram local) => new(
        new BasicAWSCredentials("test", "test"),
        new AmazonS3Config { ServiceURL = local.Endpoint, ForcePathStyle = true, AuthenticationRegion = "us-east-1" });

    private static Task<ProgramResult> RunAsync(string port) => ProgramProcess.RunAsync(["local", "--port", port], LocalProgram.Bound, Token);
}
