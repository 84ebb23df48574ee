namespace S3Replicator.Core.Tracking.Notices;

/// <summary>What shows that something has not been told of an operation already.</summary>
internal enum NoticeProof
{
    /// <summary>Nothing is needed.</summary>
    None,

    /// <summary>What this worker remembers.</summary>
    Memory,

    /// <summary>A mark in the state, which is made where there is none.</summary>
    Mark,

    /// <summary>A mark in the state that tells of a miss; without one nothing is told.</summary>
    OpenMark,
}
