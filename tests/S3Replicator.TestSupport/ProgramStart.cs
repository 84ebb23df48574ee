namespace S3Replicator.TestSupport;

/// <summary>How a program is started.</summary>
public sealed record ProgramStart
{
    /// <summary>Starts the s3replicator that was built with these tests.</summary>
    public ProgramStart(params string[] arguments)
    {
        Arguments = arguments;
    }

    /// <summary>The arguments, each passed as it is.</summary>
    public IReadOnlyList<string> Arguments { get; init; }

    /// <summary>The executable; the built s3replicator by default.</summary>
    public string FileName { get; init; } = ProgramLocation.Executable;

    /// <summary>Variables set on top of the caller's; null removes one. Of the caller's own, those of AWS and the like are not passed on.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>What the program reads from standard input, which then ends; empty by default.</summary>
    public string StandardInput { get; init; } = string.Empty;

    /// <summary>The folder in which it starts; the system's temporary folder by default.</summary>
    public string WorkingDirectory { get; init; } = Path.GetTempPath();
}
