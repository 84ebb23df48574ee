namespace S3Replicator.LocalAws.Identity.Policies;

internal enum AuthorizationResult
{
    /// <summary>No statement speaks of the request.</summary>
    ImplicitDeny,

    /// <summary>A Deny statement matched.</summary>
    ExplicitDeny,

    Allow,
}
