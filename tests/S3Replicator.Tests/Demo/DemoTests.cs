using S3Replicator.TestSupport;

namespace S3Replicator.Tests.Demo;

public sealed class DemoTests
{
    [Fact]
    public async Task Replicates_checks_every_object_and_exits_0()
    {
        var result = await ProgramProcess.RunAsync(
            ["demo", "--once", "--objects", "60"], TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);

        result.ExitCode.ShouldBe(0, result.ToString());
        result.StandardOutput.ShouldContain("logs-to-archive");
        result.StandardOutput.ShouldContain("all-to-mirror");
        result.StandardOutput.ShouldNotContain("different");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("many")]
    public async Task Refuses_a_wrong_number_of_objects(string objects)
    {
        var result = await ProgramProcess.RunAsync(
            ["demo", "--once", "--objects", objects], TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        result.ExitCode.ShouldBe(2);
        result.StandardError.ShouldContain("Try: s3replicator demo --help");
    }
}
