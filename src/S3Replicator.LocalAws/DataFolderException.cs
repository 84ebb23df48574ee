namespace S3Replicator.LocalAws;

/// <summary>The folder that was to keep the data cannot be used.</summary>
public sealed class DataFolderException : Exception
{
    /// <summary>Creates one without a message.</summary>
    public DataFolderException()
    {
    }

    /// <summary>Creates one that says what is wrong.</summary>
    public DataFolderException(string message)
        : base(message)
    {
    }

    /// <summary>Creates one that says what is wrong and why.</summary>
    public DataFolderException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
