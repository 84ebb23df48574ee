namespace S3Replicator.LocalAws.Identity.Policies;

/// <summary>Which kind of policy decided.</summary>
internal enum PolicySource
{
    /// <summary>None: nothing was defined for the principal, so it may do everything.</summary>
    Undefined,
    Identity,
    Session,
    Resource,
}
