namespace S3Replicator.Doctor;

/// <summary>How a check ended.</summary>
internal enum CheckResult
{
    /// <summary>It is as it should be.</summary>
    Pass,

    /// <summary>It will do, or could not be looked at.</summary>
    Warn,

    /// <summary>Replication will fail.</summary>
    Fail,
}
