using System.Xml.Linq;
using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.S3.Objects;
using S3Replicator.LocalAws.S3.Protocol;

namespace S3Replicator.LocalAws.S3.Acls;

/// <summary>The access control list that a request asks for: canned, by grants in headers, or by a document.</summary>
internal static class RequestedAcl
{
    private const string Header = "x-amz-acl";
    private const int MostGrants = 100;

    private static readonly (string Header, string Permission)[] GrantHeaders =
    [
        ("x-amz-grant-full-control", AclGrant.FullControl), ("x-amz-grant-read", "READ"), ("x-amz-grant-write", "WRITE"),
        ("x-amz-grant-read-acp", "READ_ACP"), ("x-amz-grant-write-acp", "WRITE_ACP"),
    ];

    /// <summary>The list in the headers; null where they say nothing.</summary>
    /// <param name="request">The request.</param>
    /// <param name="ownerId">Who owns what is written, unless the list gives it to the bucket's owner.</param>
    /// <param name="isBucket">Whether it is the bucket's own list.</param>
    public static AccessControlList? FromHeaders(S3Request request, string ownerId, bool isBucket)
    {
        var canned = request.Header(Header);
        var grants = Grants(request);
        if (canned is null && grants.Count == 0)
        {
            return null;
        }

        if (canned is not null && grants.Count > 0)
        {
            throw new AwsErrorException(S3Errors.InvalidRequest("Specifying both Canned ACLs and Header Grants is not allowed"));
        }

        if (canned is not null && !CannedAcls.IsKnown(canned, isBucket))
        {
            throw new AwsErrorException(S3Errors.InvalidArgument("", Header, canned));
        }

        var bucketOwner = OwnerIds.Of(request.Bucket.OwnerAccount);
        var list = canned is null ? new AccessControlList(ownerId, [.. grants]) : AccessControlList.Canned(canned, ownerId, bucketOwner);
        Check(request, list, canned is CannedAcls.BucketOwnerFullControl);
        return list;
    }

    /// <summary>The list of a document, which must leave the owner as it is.</summary>
    public static AccessControlList FromDocument(S3Request request, XElement document, string ownerId)
    {
        var owner = document.Child("Owner")?.Text("ID");
        AclGrant[] grants = [.. (document.Child("AccessControlList") ?? throw new AwsErrorException(S3Errors.MalformedXml)).Children("Grant").Select(Read)];
        if (grants.Length > MostGrants || !Array.TrueForAll(grants, grant => grant.IsValid))
        {
            throw new AwsErrorException(grants.Length > MostGrants ? S3Errors.MalformedXml : S3Errors.InvalidArgument("Invalid id", "CanonicalUser/ID", ""));
        }

        if (owner is not null && !string.Equals(owner, ownerId, StringComparison.Ordinal))
        {
            throw new AwsErrorException(S3Errors.AccessDenied);
        }

        var list = new AccessControlList(ownerId, grants);
        Check(request, list, isBucketOwnerFullControl: false);
        return list;
    }

    /// <summary>Where the bucket owner owns everything, only what gives it everything is taken.</summary>
    private static void Check(S3Request request, AccessControlList list, bool isBucketOwnerFullControl)
    {
        var settings = request.Bucket.Settings;
        var bucketOwner = OwnerIds.Of(request.Bucket.OwnerAccount);
        if (!settings.HasAcls && !isBucketOwnerFullControl && !list.Equals(AccessControlList.Canned(CannedAcls.Private, bucketOwner, bucketOwner)))
        {
            throw new AwsErrorException(S3Errors.AclNotSupported);
        }

        if (list.IsPublic && settings.PublicAccess?.BlockPublicAcls == true)
        {
            throw new AwsErrorException(S3Errors.AccessDenied);
        }
    }

    private static List<AclGrant> Grants(S3Request request)
    {
        var grants = new List<AclGrant>();
        foreach (var (header, permission) in GrantHeaders)
        {
            if (request.Header(header) is { } value)
            {
                grants.AddRange(value.Split(',', StringSplitOptions.TrimEntries).Select(grantee => Read(header, grantee, permission)));
            }
        }

        return grants;
    }

    private static AclGrant Read(string header, string grantee, string permission)
    {
        var equals = grantee.IndexOf('=', StringComparison.Ordinal);
        var value = equals < 0 ? "" : grantee[(equals + 1)..].Trim('"');
        var grant = equals < 0 ? null : grantee[..equals] switch
        {
            "id" => new AclGrant(false, value, permission),
            "uri" => new AclGrant(true, value, permission),
            "emailAddress" => throw new AwsErrorException(NoSuchEmail),
            _ => null,
        };
        return grant is { IsValid: true } ? grant : throw new AwsErrorException(S3Errors.InvalidArgument("Argument format not recognized", header, grantee));
    }

    private static AclGrant Read(XElement grant)
    {
        var grantee = grant.Child("Grantee") ?? throw new AwsErrorException(S3Errors.MalformedXml);
        var permission = grant.Required("Permission");
        if (grantee.Text("ID") is { } id)
        {
            return new AclGrant(false, id, permission);
        }

        return grantee.Text("URI") is { } uri
            ? new AclGrant(true, uri, permission)
            : throw new AwsErrorException(grantee.Text("EmailAddress") is null ? S3Errors.MalformedXml : NoSuchEmail);
    }

    private static AwsError NoSuchEmail { get; } =
        new(400, "UnresolvableGrantByEmailAddress", "The e-mail address you provided does not match any account on record.");
}
