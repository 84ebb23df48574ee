using S3Replicator.Core.Copying;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Tracking;

namespace S3Replicator.Core.Pipeline.DryRun;

/// <summary>A store that reads from the real one, and answers writes as S3 would by what it holds; what is pretended to be written to a key is current there from then on.</summary>
/// <param name="source">The source bucket's region.</param>
/// <param name="store">The region of the bucket that is asked.</param>
/// <param name="requests">Counts what a worker would send; what is looked up to answer for S3 is not counted.</param>
internal sealed class DryRunStore(IObjectStore source, IObjectStore store, RequestCounter requests) : IObjectStore
{
    private const string UploadId = "dry-run";

    private readonly Dictionary<(string Bucket, string Key), StoreResult<ObjectHead>> _written = [];

    public async Task<StoreResult<CopyReceipt>> CopyAsync(CopyCall copy, CancellationToken cancellationToken)
    {
        requests.Count("CopyObject");
        return await CheckFenceAsync("CopyObject", copy, cancellationToken) is { } refused
            ? refused
            : await WriteAsync(copy, cancellationToken);
    }

    public Task<StoreResult<ObjectHead>> HeadAsync(HeadCall head, CancellationToken cancellationToken)
    {
        requests.Count("HeadObject");
        return HeldAsync(head, cancellationToken);
    }

    public async Task<StoreResult<DeleteReceipt>> DeleteAsync(DeleteCall deletion, CancellationToken cancellationToken)
    {
        requests.Count("DeleteObject");

        if (deletion.IfMatch is { } wanted)
        {
            var held = await HeldAsync(new(deletion.Bucket, deletion.Key, deletion.VersionId, deletion.Owner, IsSource: false), cancellationToken);

            if (!held.IsSuccess)
            {
                return held.Error;
            }

            if (!string.Equals(held.Value.ETag, wanted, StringComparison.Ordinal))
            {
                return Refused("DeleteObject", StoreErrorKind.PreconditionFailed);
            }
        }

        if (deletion.VersionId is null)
        {
            _written[(deletion.Bucket, deletion.Key)] = Refused("HeadObject", StoreErrorKind.KeyNotFound) with { BehindDeleteMarker = true };
        }

        return new DeleteReceipt(deletion.VersionId is null, VersionId: null, RequestId: null);
    }

    public Task<StoreResult<IReadOnlyList<ObjectTag>>> GetTagsAsync(HeadCall head, CancellationToken cancellationToken) =>
        Counted("GetObjectTagging").GetTagsAsync(head, cancellationToken);

    public Task<StoreResult<StoreAnswer>> PutTagsAsync(HeadCall head, IReadOnlyList<ObjectTag> tags, CancellationToken cancellationToken) =>
        PretendAsync("PutObjectTagging");

    public Task<StoreResult<IReadOnlyList<AclGrant>>> GetAclAsync(HeadCall head, CancellationToken cancellationToken) =>
        Counted("GetObjectAcl").GetAclAsync(head, cancellationToken);

    public Task<StoreResult<StoreAnswer>> PutAclAsync(HeadCall head, IReadOnlyList<AclGrant> grants, CancellationToken cancellationToken) =>
        PretendAsync("PutObjectAcl");

    public Task<StoreResult<StoreAnswer>> RestoreAsync(HeadCall head, int? days, string tier, CancellationToken cancellationToken) =>
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
            : await WriteAsync(copy, cancellationToken);
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

        var held = await HeldAsync(
            new(copy.DestinationBucket, copy.DestinationKey, Owner: copy.DestinationOwner, IsSource: false), cancellationToken);

        return held.Error is { Kind: not StoreErrorKind.KeyNotFound } error ? error
            : string.Equals(held.Value?.ETag, fence.ETag, StringComparison.Ordinal) ? null
            : Refused(operation, held.Value is null ? StoreErrorKind.KeyNotFound : StoreErrorKind.PreconditionFailed);
    }

    /// <summary>What the key holds, pretended writes included.</summary>
    private Task<StoreResult<ObjectHead>> HeldAsync(HeadCall head, CancellationToken cancellationToken) =>
        head.VersionId is null && _written.TryGetValue((head.Bucket, head.Key), out var written)
            ? Task.FromResult(written)
            : store.HeadAsync(head, cancellationToken);

    private async Task<StoreResult<CopyReceipt>> WriteAsync(CopyCall copy, CancellationToken cancellationToken)
    {
        var found = await source.HeadAsync(new(copy.SourceBucket, copy.SourceKey, copy.SourceVersionId), cancellationToken);

        if (!found.IsSuccess)
        {
            return found.Error;
        }

        if (copy.SourceIfMatch is { } wanted && !string.Equals(wanted, found.Value.ETag, StringComparison.Ordinal))
        {
            return Refused("CopyObject", StoreErrorKind.PreconditionFailed);
        }

        _written[(copy.DestinationBucket, copy.DestinationKey)] = found.Value with { VersionId = null };
        return new CopyReceipt(found.Value.ETag, VersionId: null, found.Value.VersionId, RequestId: null);
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
