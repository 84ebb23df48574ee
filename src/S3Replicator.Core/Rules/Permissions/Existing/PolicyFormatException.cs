namespace S3Replicator.Core.Rules.Permissions.Existing;

/// <summary>Ends the reading of one file; its reader gives it on as a value.</summary>
internal sealed class PolicyFormatException(string pointer, string message, string? mend = null, Exception? innerException = null)
    : Exception($"{pointer} {message}".TrimStart(), innerException)
{
    public string? Mend { get; } = mend;
}
