using S3Replicator.Core.Copying;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Tracking;

namespace S3Replicator.Core.Pipeline.DryRun;

/// <summary>A store that reads from the real one, and answers writes as S3 would by what it holds.</summary>
/// <param name="source">The source bucket's region.</param>
/// <param name="store">The region of the bucket that is asked.</param>
/// <param name="requests">Counts what a worker would send; what is looked up to answer for S3 is not counted.</param>
internal sealed class DryRunStore(IObjectStore source, IObjectStore store, RequestCounter requests) : IObjectStore
{
    private const string UploadId = "dry-run";

    public async Task<StoreResult<CopyReceipt>> CopyAsync(CopyCall copy, CancellationToken cancellationToken)
    {
        requests.Count("CopyObject");
        return await CheckFenceAsync("CopyObject", copy, cancellationToken) is { } refused
            ? refused
            : await CheckSourceAsync(copy, cancellationToken);
    }

    public Task<StoreResult<ObjectHead>> HeadAsync(HeadCall head, CancellationToken cancellationToken) =>
        Counted("HeadObject").HeadAsync(head, cancellationToken);

    public async Task<StoreResult<DeleteReceipt>> DeleteAsync(DeleteCall deletion, CancellationToken cancellationToken)
    {
        requests.Count("DeleteObject");
        var held = await store.HeadAsync(new(deletion.Bucket, deletion.Key, deletion.VersionId, deletion.Owner, IsSource: false), cancellationToken);

        return deletion.IfMatch is null ? new DeleteReceipt(deletion.VersionId is null, VersionId: null, RequestId: null)
            : !held.IsSuccess ? held.Error
            : string.Equals(held.Value.ETag, deletion.IfMatch, StringComparison.Ordinal) ? new DeleteReceipt(deletion.VersionId is null, VersionId: null, RequestId: null)
            : Refused("DeleteObject", StoreErrorKind.PreconditionFailed);
    }

    public Task<StoreResult<IReadOnlyList<ObjectTag>>> GetTagsAsync(HeadCall head, CancellationToken cancellationToken) =>
        Counted("GetObjectTagging").GetTagsAsync(head, cancellationToken);

    public Task<StoreResult<StoreAnswer>> PutTagsAsync(HeadCall head, IReadOnlyList<ObjectTag> tags, CancellationToken cancellationToken) =>
        PretendAsync(tags.Count == 0 ? "DeleteObjectTagging" : "PutObjectTagging");

    public Task<StoreResult<IReadOnlyList<AclGrant>>> GetAclAsync(HeadCall head, CancellationToken cancellationToken) =>
        Counted("GetObjectAcl").GetAclAsync(head, cancellationToken);

    public Task<StoreResult<StoreAnswer>> PutAclAsync(HeadCall head, IReadOnlyList<AclGrant> grants, CancellationToken cancellationToken) =>
        PretendAsync("PutObjectAcl");

    public Task<StoreResult<StoreAnswer>> RestoreAsync(HeadCall head, int days, string tier, CancellationToken cancellationToken) =>
        PretendAsync("RestoreObject");

    public Task<StoreResult<MultipartUpload>> CreateUploadAsync(CopyCall copy, CancellationToken cancellationToken)
    {
        requests.Count("CreateMultipartUpload");
        return Task.FromResult<StoreResult<MultipartUpload>>(new MultipartUpload(UploadId));
    }

    public Task<StoreResult<CopiedPart>> CopyPartAsync(CopyCall copy, MultipartUpload upload, PartRange range, CancellationToken cancellationToken)
    {
        requests.Count("UploadPartCopy");
        return Task.FromResult<StoreResult<CopiedPart>>(new CopiedPart(range.Number, ETag: string.Empty, Checksum: null));
    }

    public async Task<StoreResult<CopyReceipt>> CompleteUploadAsync(
        CopyCall copy, MultipartUpload upload, IReadOnlyList<CopiedPart> parts, CancellationToken cancellationToken)
    {
        requests.Count("CompleteMultipartUpload");
        return await CheckFenceAsync("CompleteMultipartUpload", copy, cancellationToken) is { } refused
            ? refused
            : await CheckSourceAsync(copy, cancellationToken);
    }

    public Task<StoreResult<StoreAnswer>> AbortUploadAsync(CopyCall copy, MultipartUpload upload, CancellationToken cancellationToken) =>
        PretendAsync("AbortMultipartUpload");

    public Task<StoreResult<IReadOnlyList<CopiedPart>>> ListPartsAsync(CopyCall copy, MultipartUpload upload, CancellationToken cancellationToken) =>
        Counted("ListParts").ListPartsAsync(copy, upload, cancellationToken);

    public Task<StoreResult<IReadOnlyList<OpenUpload>>> ListUploadsAsync(CopyCall copy, CancellationToken cancellationToken) =>
        Counted("ListMultipartUploads").ListUploadsAsync(copy, cancellationToken);

    public Task<StoreResult<IReadOnlyList<ObjectVersion>>> ListVersionsAsync(HeadCall head, CancellationToken cancellationToken) =>
        Counted("ListObjectVersions").ListVersionsAsync(head, cancellationToken);

    private IObjectStore Counted(string operation)
    {
        requests.Count(operation);
        return store;
    }

    private Task<StoreResult<StoreAnswer>> PretendAsync(string operation)
    {
        requests.Count(operation);
        return Task.FromResult<StoreResult<StoreAnswer>>(new StoreAnswer(RequestId: null));
    }

    /// <summary>Why S3 would refuse the copy for what the destination holds.</summary>
    private async Task<StoreError?> CheckFenceAsync(string operation, CopyCall copy, CancellationToken cancellationToken)
    {
        if (copy.Fence is not { } fence)
        {
            return null;
        }

        var held = await store.HeadAsync(
            new(copy.DestinationBucket, copy.DestinationKey, Owner: copy.DestinationOwner, IsSource: false), cancellationToken);

        return held.Error is { Kind: not StoreErrorKind.KeyNotFound } error ? error
            : string.Equals(held.Value?.ETag, fence.ETag, StringComparison.Ordinal) ? null
            : Refused(operation, held.Value is null ? StoreErrorKind.KeyNotFound : StoreErrorKind.PreconditionFailed);
    }

    private async Task<StoreResult<CopyReceipt>> CheckSourceAsync(CopyCall copy, CancellationToken cancellationToken)
    {
        var found = await source.HeadAsync(new(copy.SourceBucket, copy.SourceKey, copy.SourceVersionId), cancellationToken);

        return !found.IsSuccess ? found.Error
            : copy.SourceIfMatch is { } wanted && !string.Equals(wanted, found.Value.ETag, StringComparison.Ordinal)
                ? Refused("CopyObject", StoreErrorKind.PreconditionFailed)
                : new CopyReceipt(found.Value.ETag, VersionId: null, found.Value.VersionId, RequestId: null);
    }

    private static StoreError Refused(string operation, StoreErrorKind kind) => new()
    {
        Operation = operation,
        Kind = kind,
        Class = FailureClass.Transient,
        Reason = kind.ToString(),
        Message = "S3 would refuse it for what it holds now.",
    };
}
