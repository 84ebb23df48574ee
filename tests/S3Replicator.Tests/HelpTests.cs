using S3Replicator.TestSupport;

namespace S3Replicator.Tests;

public sealed class HelpTests
{
    [Theory]
    [InlineData("run")]
    [InlineData("demo")]
    [InlineData("local")]
    public async Task Every_verb_has_help_with_an_example(string verb)
    {
        var result = await ProgramProcess.RunAsync([verb, "--help"], TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        result.ExitCode.ShouldBe(0);
        result.StandardOutput.ShouldContain($"Example:\n  s3replicator {verb}");
    }
}
