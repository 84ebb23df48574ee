using Amazon.S3;
using Amazon.S3.Model;
using S3Replicator.Core.Copying;

namespace S3Replicator.Aws.S3;

/// <summary>ACLs.</summary>
internal sealed partial class S3ObjectStore
{
    public Task<StoreResult<IReadOnlyList<AclGrant>>> GetAclAsync(HeadCall head, CancellationToken cancellationToken) => attempts.RunAsync(
        Subject("GetObjectAcl", head),
        async token =>
        {
            var response = await AskAclAsync(head, token);
            return (IReadOnlyList<AclGrant>)(response.Grants?.ConvertAll(grant => ToGrant(grant, response.Owner)) ?? []);
        },
        cancellationToken);

    public Task<StoreResult<StoreAnswer>> PutAclAsync(
        HeadCall head, IReadOnlyList<AclGrant> grants, CancellationToken cancellationToken) => attempts.RunAsync(
        Subject("PutObjectAcl", head),
        async token =>
        {
            var held = await AskAclAsync(head, token);
            var kept = (held.Grants ?? []).Where(grant => ToGrant(grant, held.Owner).IsOwner);
            var response = await client.PutObjectAclAsync(
                new PutObjectAclRequest
                {
                    BucketName = head.Bucket,
                    Key = head.Key,
                    VersionId = head.VersionId,
                    ExpectedBucketOwner = head.Owner,
                    AccessControlPolicy = new S3AccessControlList
                    {
                        Owner = held.Owner,
                        Grants = [.. kept, .. grants.Where(grant => !grant.IsOwner).Select(FromGrant)],
                    },
                },
                token);
            return Answer(response);
        },
        cancellationToken);

    private Task<GetObjectAclResponse> AskAclAsync(HeadCall head, CancellationToken cancellationToken) => client.GetObjectAclAsync(
        new GetObjectAclRequest { BucketName = head.Bucket, Key = head.Key, VersionId = head.VersionId, ExpectedBucketOwner = head.Owner },
        cancellationToken);

    private static AclGrant ToGrant(S3Grant grant, Owner? owner) => new(
        NullIfEmpty(grant.Grantee.CanonicalUser),
        NullIfEmpty(grant.Grantee.URI),
        grant.Permission.Value,
        grant.Grantee.CanonicalUser is { Length: > 0 } user && string.Equals(user, owner?.Id, StringComparison.Ordinal));

    private static S3Grant FromGrant(AclGrant grant) => new()
    {
        Grantee = new S3Grantee { CanonicalUser = grant.GranteeId, URI = grant.GranteeUri },
        Permission = S3Permission.FindValue(grant.Permission),
    };
}
