namespace S3Replicator.Commands;

/// <summary>What the program's exit codes say; the outward contract fixes them.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The answer is "no": invalid rules, differences found, failed operations left.</summary>
    public const int AnswerIsNo = 1;

    public const int WrongUsage = 2;

    /// <summary>AWS could not be reached or refused us.</summary>
    public const int AwsRefused = 3;

    public const int Interrupted = 130;
}
