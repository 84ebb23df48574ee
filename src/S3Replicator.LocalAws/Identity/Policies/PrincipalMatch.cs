namespace S3Replicator.LocalAws.Identity.Policies;

/// <summary>How directly a statement names a principal; stronger ones come later.</summary>
internal enum PrincipalMatch
{
    None,

    /// <summary>By its account: the account's own policies have the say.</summary>
    Account,

    /// <summary>By the role of the session: session policies still narrow it.</summary>
    Role,

    /// <summary>By itself, or as anyone: nothing else is needed in its own account.</summary>
    Direct,
}
