namespace S3Replicator.LocalAws.Seeding;

/// <summary>The file that says what the local AWS starts with cannot be used.</summary>
public sealed class SeedFileException : Exception
{
    /// <summary>Creates one without a message.</summary>
    public SeedFileException()
    {
    }

    /// <summary>Creates one that says what is wrong.</summary>
    public SeedFileException(string message)
        : base(message)
    {
    }

    /// <summary>Creates one that says what is wrong and why.</summary>
    public SeedFileException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
