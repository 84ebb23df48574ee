using System.Xml.Linq;
using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.S3.Protocol;

namespace S3Replicator.LocalAws.S3.Objects;

/// <summary>An access control list of single grants, kept as text in the place of a canned one's name.</summary>
internal static class ObjectGrants
{
    private const char Separator = ';';
    private const string Id = " id=";
    private const string Uri = " uri=";

    private static readonly string[] Permissions = ["READ", "WRITE", "READ_ACP", "WRITE_ACP", "FULL_CONTROL"];

    /// <summary>The grants of an AccessControlPolicy document.</summary>
    /// <exception cref="AwsErrorException">They make no sense, or the document gives the object another owner.</exception>
    public static string From(XElement document, string owner)
    {
        if (document.Child("Owner")?.Text("ID") is { } named && !string.Equals(named, owner, StringComparison.Ordinal))
        {
            throw new AwsErrorException(S3Errors.AccessDenied);
        }

        var list = document.Child("AccessControlList") ?? throw new AwsErrorException(S3Errors.MalformedAcl);
        return string.Join(Separator, list.Children("Grant").Select(Write));
    }

    /// <summary>Whether the text is one of grants.</summary>
    public static bool Are(string acl) => acl.Length == 0 || acl.Contains('=', StringComparison.Ordinal);

    /// <summary>Whether they come to what the owner has anyway.</summary>
    public static bool AreOwnersAlone(string acl, string owner) => string.Equals(acl, $"FULL_CONTROL{Id}{owner}", StringComparison.Ordinal);

    /// <summary>The grants, each with either an id or a group's URI.</summary>
    public static IEnumerable<(string Permission, string? Id, string? Uri)> Read(string acl)
    {
        foreach (var grant in acl.Split(Separator, StringSplitOptions.RemoveEmptyEntries))
        {
            var space = grant.IndexOf(' ', StringComparison.Ordinal);
            var isGroup = grant.AsSpan(space).StartsWith(Uri, StringComparison.Ordinal);
            var grantee = grant[(space + (isGroup ? Uri : Id).Length)..];
            yield return isGroup ? (grant[..space], null, grantee) : (grant[..space], grantee, null);
        }
    }

    private static string Write(XElement grant)
    {
        var permission = grant.Required("Permission");
        var grantee = grant.Child("Grantee");

        if (Array.IndexOf(Permissions, permission) < 0)
        {
            throw new AwsErrorException(S3Errors.MalformedAcl);
        }

        return grantee?.Text("ID") is { Length: > 0 } id && !id.Contains(Separator, StringComparison.Ordinal) ? permission + Id + id
            : grantee?.Text("URI") is { Length: > 0 } uri && !uri.Contains(Separator, StringComparison.Ordinal) ? permission + Uri + uri
            : throw new AwsErrorException(S3Errors.UnsupportedResource("a grantee without ID and URI"));
    }
}
