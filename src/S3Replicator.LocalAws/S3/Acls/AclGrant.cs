namespace S3Replicator.LocalAws.S3.Acls;

/// <summary>One grant of an access control list.</summary>
/// <param name="IsGroup">Whether the grantee is a group, named by a URI, or else an account, named by its canonical user id.</param>
/// <param name="Grantee">The URI or the id.</param>
/// <param name="Permission"><c>READ</c>, <c>WRITE</c>, <c>READ_ACP</c>, <c>WRITE_ACP</c> or <c>FULL_CONTROL</c>.</param>
internal sealed record AclGrant(bool IsGroup, string Grantee, string Permission)
{
    public const string AllUsers = "http://acs.amazonaws.com/groups/global/AllUsers";
    public const string AuthenticatedUsers = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers";
    public const string LogDelivery = "http://acs.amazonaws.com/groups/s3/LogDelivery";
    public const string FullControl = "FULL_CONTROL";
    private const int CanonicalIdLength = 64;

    public bool IsPublic => IsGroup && Grantee is AllUsers or AuthenticatedUsers;

    /// <summary>Whether S3 would know the grantee and the permission.</summary>
    public bool IsValid => Permission is "READ" or "WRITE" or "READ_ACP" or "WRITE_ACP" or FullControl
        && (IsGroup ? Grantee is AllUsers or AuthenticatedUsers or LogDelivery : Grantee.Length == CanonicalIdLength && Grantee.All(char.IsAsciiHexDigit));
}
