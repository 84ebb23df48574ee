namespace S3Replicator.LocalAws.Identity.Policies.Documents;

/// <summary>Where a policy hangs, which decides what its statements need.</summary>
internal enum PolicyKind
{
    /// <summary>On a user, role or session: resources, no principals.</summary>
    Identity,

    /// <summary>On a bucket or queue: principals and resources.</summary>
    Resource,

    /// <summary>On a role: principals, no resources.</summary>
    Trust,
}
