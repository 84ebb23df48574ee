namespace S3Replicator.Doctor.Buckets;

/// <summary>Whether a bucket has Object Lock.</summary>
internal enum LockState
{
    /// <summary>S3 said that it has not.</summary>
    Off,

    /// <summary>S3 said that it has.</summary>
    On,

    /// <summary>S3 did not say.</summary>
    Unknown,
}
