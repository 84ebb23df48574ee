using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.S3.Acls;
using S3Replicator.LocalAws.S3.Notifications;
using S3Replicator.LocalAws.S3.Objects;
using S3Replicator.LocalAws.S3.Protocol;

namespace S3Replicator.LocalAws.S3.Operations;

/// <summary>Access control lists of objects and of buckets.</summary>
internal sealed class AclOperations(TimeProvider clock, EventPublisher events)
{
    public static ValueTask GetBucketAsync(S3Request request) => S3Response.XmlAsync(
        request, Document(request.Bucket.Settings.Acl ?? AccessControlList.Private(request.Bucket.OwnerAccount)));

    public static async ValueTask PutBucketAsync(S3Request request)
    {
        var list = await ReadAsync(request, OwnerIds.Of(request.Bucket.OwnerAccount), isBucket: true);
        request.Bucket.Change(settings => settings with { Acl = list });
        await S3Response.EmptyAsync(request, 200);
    }

    public static ValueTask GetObjectAsync(S3Request request)
    {
        var version = VersionLookup.Get(request);
        ObjectResponseHeaders.WriteVersionId(request, version);
        return S3Response.XmlAsync(request, Document(version.Acl ?? AccessControlList.Private(request.Bucket.OwnerAccount)));
    }

    public async ValueTask PutObjectAsync(S3Request request)
    {
        var owner = (VersionLookup.Get(request).Acl ?? AccessControlList.Private(request.Bucket.OwnerAccount)).OwnerId;
        Change(request, await ReadAsync(request, owner, isBucket: false));
        await S3Response.EmptyAsync(request, 200);
    }

    private static async ValueTask<AccessControlList> ReadAsync(S3Request request, string ownerId, bool isBucket)
    {
        var document = await XmlBody.ReadOptionalAsync(request, "AccessControlPolicy");
        if (RequestedAcl.FromHeaders(request, ownerId, isBucket) is { } list)
        {
            return document is null ? list : throw new AwsErrorException(new AwsError(
                400, "UnexpectedContent", "This request does not support content"));
        }

        return document is null
            ? throw new AwsErrorException(new AwsError(400, "MissingSecurityHeader", "Your request was missing a required header")
                .With("MissingHeaderName", "x-amz-acl"))
            : RequestedAcl.FromDocument(request, document, ownerId);
    }

    private void Change(S3Request request, AccessControlList acl)
    {
        using var held = request.Bucket.Hold(request.Key);
        var version = VersionLookup.Get(request);
        ObjectResponseHeaders.WriteVersionId(request, version);
        if (!acl.Equals(version.Acl ?? AccessControlList.Private(request.Bucket.OwnerAccount)))
        {
            version = version with { Acl = acl };
            held.Replace(version);
            events.Changed(request, version, EventNames.AclPut, clock.GetUtcNow());
        }
    }

    private static XmlText Document(AccessControlList acl)
    {
        var xml = new XmlText().OpenRoot("AccessControlPolicy").Open("Owner").Element("ID", acl.OwnerId).Close("Owner").Open("AccessControlList");
        foreach (var grant in acl.Grants)
        {
            xml.Open("Grant")
                .Open($"Grantee xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"{(grant.IsGroup ? "Group" : "CanonicalUser")}\"")
                .Element(grant.IsGroup ? "URI" : "ID", grant.Grantee)
                .Close("Grantee")
                .Element("Permission", grant.Permission)
                .Close("Grant");
        }

        return xml.Close("AccessControlList").Close("AccessControlPolicy");
    }
}
