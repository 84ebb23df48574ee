namespace S3Replicator.Doctor.Queues;

/// <summary>Whether a part of a policy holds for a request; in order, so that the least of several is that of all together.</summary>
internal enum Fit
{
    /// <summary>It does not.</summary>
    No,

    /// <summary>It hangs on what is not known here.</summary>
    Perhaps,

    /// <summary>It does.</summary>
    Yes,
}
