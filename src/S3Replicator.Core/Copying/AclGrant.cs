namespace S3Replicator.Core.Copying;

/// <summary>One grant of an ACL.</summary>
/// <param name="GranteeId">The canonical user id; absent for groups and e-mail grantees.</param>
/// <param name="GranteeUri">The group's URI.</param>
/// <param name="Permission">For example <c>READ</c> or <c>FULL_CONTROL</c>.</param>
/// <param name="IsOwner">Whether the grantee is the object's owner.</param>
public sealed record AclGrant(string? GranteeId, string? GranteeUri, string Permission, bool IsOwner);
