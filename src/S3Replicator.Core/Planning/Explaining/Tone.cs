namespace S3Replicator.Core.Planning.Explaining;

/// <summary>How a piece of text is to look where there is colour.</summary>
public enum Tone
{
    /// <summary>As it is.</summary>
    Plain,

    /// <summary>What the eye is to find first.</summary>
    Strong,

    /// <summary>Something is done.</summary>
    Good,

    /// <summary>Nothing is done.</summary>
    Quiet,

    /// <summary>Something is wrong.</summary>
    Bad,

    /// <summary>Something to look at.</summary>
    Notice,
}
