using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.S3.Notifications;
using S3Replicator.LocalAws.S3.Objects;
using S3Replicator.LocalAws.S3.Protocol;
using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3.Operations;

/// <summary>ACLs of objects, canned or of single grants, and the ACL of a bucket, which is always its owner's alone.</summary>
internal sealed class Acls(TimeProvider clock, EventPublisher events)
{
    private const string AllUsers = "http://acs.amazonaws.com/groups/global/AllUsers";
    private const string AuthenticatedUsers = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers";

    public static ValueTask GetBucketAsync(S3Request request) =>
        S3Response.XmlAsync(request, Document(request.Bucket, CannedAcls.Private));

    public static ValueTask GetObjectAsync(S3Request request)
    {
        var version = VersionLookup.Get(request);
        ObjectResponseHeaders.WriteVersionId(request, version);
        return S3Response.XmlAsync(request, Document(request.Bucket, version.Acl));
    }

    public async ValueTask PutObjectAsync(S3Request request)
    {
        var document = await XmlBody.ReadOptionalAsync(request, "AccessControlPolicy");
        if (document is not null)
        {
            var owner = OwnerIds.Of(request.Bucket.OwnerAccount);
            var grants = ObjectGrants.From(document, owner);
            Change(request, request.Bucket.Settings.HasAcls || ObjectGrants.AreOwnersAlone(grants, owner)
                ? grants
                : throw new AwsErrorException(S3Errors.AclNotSupported));
            await S3Response.EmptyAsync(request, 200);
            return;
        }

        if (request.Header("x-amz-acl") is null)
        {
            throw new AwsErrorException(new AwsError(400, "MissingSecurityHeader", "Your request was missing a required header")
                .With("MissingHeaderName", "x-amz-acl"));
        }

        Change(request, CannedAcls.From(request));
        await S3Response.EmptyAsync(request, 200);
    }

    private void Change(S3Request request, string acl)
    {
        using var held = request.Bucket.Hold(request.Key);
        var version = VersionLookup.Get(request);
        ObjectResponseHeaders.WriteVersionId(request, version);
        if (!string.Equals(version.Acl, acl, StringComparison.Ordinal))
        {
            version = version with { Acl = acl };
            held.Replace(version);
            events.Changed(request, version, EventNames.AclPut, clock.GetUtcNow());
        }
    }

    private static XmlText Document(Bucket bucket, string acl)
    {
        var owner = OwnerIds.Of(bucket.OwnerAccount);
        var xml = new XmlText().OpenRoot("AccessControlPolicy");
        xml.Open("Owner").Element("ID", owner).Close("Owner").Open("AccessControlList");
        foreach (var (permission, id, group) in Grants(acl, owner))
        {
            xml.Open("Grant").Open($"Grantee xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"{(id is null ? "Group" : "CanonicalUser")}\"")
                .Element(id is null ? "URI" : "ID", id ?? group!).Close("Grantee").Element("Permission", permission).Close("Grant");
        }

        return xml.Close("AccessControlList").Close("AccessControlPolicy");
    }

    private static IEnumerable<(string Permission, string? Id, string? Group)> Grants(string acl, string owner) => ObjectGrants.Are(acl)
        ? ObjectGrants.Read(acl)
        : [("FULL_CONTROL", owner, null), .. GroupGrants(acl).Select(grant => (grant.Permission, default(string), (string?)grant.Group))];

    private static (string Group, string Permission)[] GroupGrants(string acl) => acl switch
    {
        "public-read" => [(AllUsers, "READ")],
        "public-read-write" => [(AllUsers, "READ"), (AllUsers, "WRITE")],
        "authenticated-read" => [(AuthenticatedUsers, "READ")],
        _ => [],
    };
}
