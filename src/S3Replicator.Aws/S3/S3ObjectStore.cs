using System.Collections.Concurrent;
using Amazon.S3;
using Amazon.S3.Model;
using S3Replicator.Core.Copying;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;

namespace S3Replicator.Aws.S3;

/// <summary>S3 in one region with one set of credentials.</summary>
internal sealed partial class S3ObjectStore(IAmazonS3 client, S3Attempts attempts, string region, TimeProvider timeProvider) : IObjectStore
{
    public string? Region => region;

    /// <summary>Whether the endpoint has refused conditions on copies or deletes; they go out without from then on.</summary>
    private bool _refusesCopyFences;
    private bool _refusesDeleteFences;

    /// <summary>The buckets whose owner owns everything, so that they take no ACL with a write.</summary>
    private readonly ConcurrentDictionary<string, bool> _withoutAcls = new(StringComparer.Ordinal);
    private bool _refusesUploadFences;

    public async Task<StoreResult<CopyReceipt>> CopyAsync(CopyCall copy, CancellationToken cancellationToken)
    {
        var call = _withoutAcls.ContainsKey(copy.DestinationBucket) ? WithoutAcl(copy) : copy;
        var copied = await SendFencedAsync(call, cancellationToken);

        if (copied.Error is not { Kind: StoreErrorKind.AclNotSupported } || call.Attributes.CannedAcl is null)
        {
            return copied;
        }

        _withoutAcls[copy.DestinationBucket] = true;
        return await SendFencedAsync(WithoutAcl(call), cancellationToken);
    }

    private async Task<StoreResult<CopyReceipt>> SendFencedAsync(CopyCall copy, CancellationToken cancellationToken)
    {
        var copied = await SendAsync(_refusesCopyFences ? copy with { Fence = null } : copy, cancellationToken);

        if (copied.Error is not { Kind: StoreErrorKind.NotImplemented } || copy.Fence is null || _refusesCopyFences)
        {
            return copied;
        }

        _refusesCopyFences = true;
        return await SendAsync(copy with { Fence = null }, cancellationToken);
    }

    private static CopyCall WithoutAcl(CopyCall copy) => copy with { Attributes = copy.Attributes with { CannedAcl = null } };

    public async Task<StoreResult<DeleteReceipt>> DeleteAsync(DeleteCall deletion, CancellationToken cancellationToken)
    {
        var deleted = await SendAsync(_refusesDeleteFences ? deletion with { IfMatch = null } : deletion, cancellationToken);

        if (deleted.Error is not { Kind: StoreErrorKind.NotImplemented } || deletion.IfMatch is null || _refusesDeleteFences)
        {
            return deleted;
        }

        _refusesDeleteFences = true;
        return await SendAsync(deletion with { IfMatch = null }, cancellationToken);
    }

    private Task<StoreResult<CopyReceipt>> SendAsync(CopyCall copy, CancellationToken cancellationToken) => attempts.RunAsync(
        new("CopyObject", copy.DestinationBucket, HasVersion: copy.SourceVersionId is not null, IsSource: true, SourceBucket: copy.SourceBucket, ReplicaKey: copy.Attributes.KmsKeyId, Bytes: copy.Size),
        async token =>
        {
            var response = await client.CopyObjectAsync(CopyRequests.From(copy, timeProvider.GetUtcNow()), token);
            return new CopyReceipt(
                ETags.Bare(response.ETag), NullIfEmpty(response.VersionId), NullIfEmpty(response.SourceVersionId), response.ResponseMetadata?.RequestId);
        },
        cancellationToken);

    private Task<StoreResult<DeleteReceipt>> SendAsync(DeleteCall deletion, CancellationToken cancellationToken) => attempts.RunAsync(
        new("DeleteObject", deletion.Bucket, HasVersion: deletion.VersionId is not null),
        async token =>
        {
            var response = await client.DeleteObjectAsync(
                new DeleteObjectRequest
                {
                    BucketName = deletion.Bucket,
                    Key = deletion.Key,
                    VersionId = deletion.VersionId,
                    IfMatch = deletion.IfMatch is { } etag ? ETags.Quoted(etag) : null,
                    ExpectedBucketOwner = deletion.Owner,
                },
                token);
            return new DeleteReceipt(
                string.Equals(response.DeleteMarker, "true", StringComparison.OrdinalIgnoreCase),
                NullIfEmpty(response.VersionId),
                response.ResponseMetadata?.RequestId);
        },
        cancellationToken);

    public Task<StoreResult<IReadOnlyList<ObjectTag>>> GetTagsAsync(HeadCall head, CancellationToken cancellationToken) => attempts.RunAsync(
        Subject("GetObjectTagging", head),
        async token =>
        {
            var response = await client.GetObjectTaggingAsync(
                new GetObjectTaggingRequest
                {
                    BucketName = head.Bucket,
                    Key = head.Key,
                    VersionId = head.VersionId,
                    ExpectedBucketOwner = head.Owner,
                },
                token);
            return (IReadOnlyList<ObjectTag>)(response.Tagging?.ConvertAll(tag => new ObjectTag(tag.Key, tag.Value)) ?? []);
        },
        cancellationToken);

    public Task<StoreResult<StoreAnswer>> PutTagsAsync(
        HeadCall head, IReadOnlyList<ObjectTag> tags, CancellationToken cancellationToken) => attempts.RunAsync(
        Subject("PutObjectTagging", head),
        async token =>
        {
            var response = await client.PutObjectTaggingAsync(
                new PutObjectTaggingRequest
                {
                    BucketName = head.Bucket,
                    Key = head.Key,
                    VersionId = head.VersionId,
                    ExpectedBucketOwner = head.Owner,
                    Tagging = new Tagging { TagSet = [.. tags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })] },
                },
                token);
            return Answer(response);
        },
        cancellationToken);

    public Task<StoreResult<StoreAnswer>> RestoreAsync(
        HeadCall head, int? days, string tier, CancellationToken cancellationToken) => attempts.RunAsync(
        Subject("RestoreObject", head),
        async token =>
        {
            var response = await client.RestoreObjectAsync(
                new RestoreObjectRequest
                {
                    BucketName = head.Bucket,
                    Key = head.Key,
                    VersionId = head.VersionId,
                    ExpectedBucketOwner = head.Owner,
                    Days = days,
                    RetrievalTier = GlacierJobTier.FindValue(tier),
                },
                token);
            return Answer(response);
        },
        cancellationToken);

    public Task<StoreResult<IReadOnlyList<ObjectVersion>>> ListVersionsAsync(HeadCall head, CancellationToken cancellationToken) => attempts.RunAsync(
        Subject("ListObjectVersions", head),
        async token =>
        {
            var versions = new List<ObjectVersion>();
            var request = new ListVersionsRequest { BucketName = head.Bucket, Prefix = head.Key, ExpectedBucketOwner = head.Owner };
            ListVersionsResponse page;

            do
            {
                page = await client.ListVersionsAsync(request, token);
                var ofKey = (page.Versions ?? []).Where(version => string.Equals(version.Key, head.Key, StringComparison.Ordinal)).ToList();
                versions.AddRange(ofKey.Select(ToVersion));

                // Keys come in order, and the key asked for is the first that begins with itself.
                if (page.IsTruncated != true || !string.Equals(page.NextKeyMarker, head.Key, StringComparison.Ordinal))
                {
                    break;
                }

                request.KeyMarker = page.NextKeyMarker;
                request.VersionIdMarker = page.NextVersionIdMarker;
            }
            while (true);

            return (IReadOnlyList<ObjectVersion>)versions;
        },
        cancellationToken);

    private static RequestSubject Subject(string operation, HeadCall head) =>
        new(operation, head.Bucket, head.IsSource, head.VersionId is not null);

    private static ObjectVersion ToVersion(S3ObjectVersion version) => new(
        version.VersionId is { Length: > 0 } id ? id : "null",
        version.IsDeleteMarker == true,
        version.IsLatest == true,
        version.ETag is { Length: > 0 } etag ? ETags.Bare(etag) : null,
        version.Size ?? 0,
        version.LastModified is { } modified ? new DateTimeOffset(modified.ToUniversalTime()) : default);

    private static StoreAnswer Answer(Amazon.Runtime.AmazonWebServiceResponse response) => new(response.ResponseMetadata?.RequestId);

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
