namespace S3Replicator.Commands;

/// <summary>Ends a verb with one line on standard error that says what is wrong and what mends it.</summary>
internal sealed class CommandException(int exitCode, string message, string? mend = null, Exception? innerException = null)
    : Exception(message, innerException)
{
    public int ExitCode { get; } = exitCode;

    public string? Mend { get; } = mend;
}
