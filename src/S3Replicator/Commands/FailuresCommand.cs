using System.CommandLine;

namespace S3Replicator.Commands;

/// <summary>The verbs about operations that failed for good.</summary>
internal static class FailuresCommand
{
    public static Command Create() => new("failures", "Operations that failed for good: list them, try them again, or discard them.")
    {
        FailuresListCommand.Create(),
        FailuresRetryCommand.Create(),
        FailuresDiscardCommand.Create(),
    };
}
