using S3Replicator.TestSupport;

namespace S3Replicator.Tests.State;

internal static class ProgramResultAssertions
{
    public static void ShouldSay(this ProgramResult result, int exitCode, string text)
    {
        result.ExitCode.ShouldBe(exitCode, result.ToString());
        result.StandardError.ShouldContain(text);
    }
}
