namespace S3Replicator.Doctor.Permissions;

/// <summary>What an answer tells of a permission.</summary>
internal enum Permission
{
    /// <summary>It is there.</summary>
    Allowed,

    /// <summary>It is not.</summary>
    Refused,

    /// <summary>Another permission that is missing hides it.</summary>
    Hidden,

    /// <summary>The answer tells nothing.</summary>
    Unclear,

    /// <summary>The bucket cannot do what is asked, so that it is not needed either.</summary>
    Needless,
}
