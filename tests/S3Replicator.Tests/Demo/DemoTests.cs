using System.Text.RegularExpressions;
using Amazon.Runtime;
using Amazon.S3;
using S3Replicator.TestSupport;

namespace S3Replicator.Tests.Demo;

public sealed partial class DemoTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(4);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Replicates_checks_every_object_and_exits_0()
    {
        var result = await ProgramProcess.RunAsync(
            ["demo", "--once", "--objects", "60"], Bound, Token);

        result.ExitCode.ShouldBe(0, result.ToString());
        result.StandardOutput.ShouldContain("logs-to-archive");
        result.StandardOutput.ShouldContain("all-to-mirror");
        result.StandardOutput.ShouldNotContain("different");
    }

    [Fact]
    public async Task Ends_with_1_and_names_the_object_when_a_destination_is_not_as_its_source()
    {
        await using var demo = ProgramProcess.Start("demo", "--once", "--objects", "200");
        var started = await demo.ErrorLineAsync(line => line.Contains("runs at", StringComparison.Ordinal), Bound, Token);
        using var client = new AmazonS3Client(
            new BasicAWSCredentials("test", "test"),
            new AmazonS3Config { ServiceURL = Endpoint().Match(started).Value, AuthenticationRegion = "us-east-1", ForcePathStyle = true });

        await client.PutObjectAsync(new() { BucketName = "demo-mirror", Key = "intruder", ContentBody = "body" }, Token);

        var result = await demo.WaitForExitAsync(Bound, Token);
        result.ExitCode.ShouldBe(1, result.ToString());
        result.StandardOutput.ShouldContain("all-to-mirror: intruder: should not be there");
        result.StandardOutput.ShouldContain("different");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("many")]
    public async Task Refuses_a_wrong_number_of_objects(string objects)
    {
        var result = await ProgramProcess.RunAsync(
            ["demo", "--once", "--objects", objects], Bound, Token);

        result.ExitCode.ShouldBe(2);
        result.StandardError.ShouldContain("Try: s3replicator demo --help");
    }

    [GeneratedRegex("http://127\\.0\\.0\\.1:[0-9]+")]
    private static partial Regex Endpoint();
}
