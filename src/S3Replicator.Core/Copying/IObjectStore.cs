using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Copying;

/// <summary>S3 in one region with one set of credentials, narrowed to what strategies ask of it; errors are values.</summary>
public interface IObjectStore
{
    /// <summary>The region; null where the store is in none.</summary>
    string? Region => null;

    /// <summary>CopyObject; sent to the destination's region.</summary>
    Task<StoreResult<CopyReceipt>> CopyAsync(CopyCall copy, CancellationToken cancellationToken);

    /// <summary>HeadObject.</summary>
    Task<StoreResult<ObjectHead>> HeadAsync(HeadCall head, CancellationToken cancellationToken);

    /// <summary>DeleteObject.</summary>
    Task<StoreResult<DeleteReceipt>> DeleteAsync(DeleteCall deletion, CancellationToken cancellationToken);

    /// <summary>GetObjectTagging.</summary>
    Task<StoreResult<IReadOnlyList<ObjectTag>>> GetTagsAsync(HeadCall head, CancellationToken cancellationToken);

    /// <summary>PutObjectTagging; no tags at all deletes the tag set.</summary>
    Task<StoreResult<StoreAnswer>> PutTagsAsync(HeadCall head, IReadOnlyList<ObjectTag> tags, CancellationToken cancellationToken);

    /// <summary>GetObjectAcl.</summary>
    Task<StoreResult<IReadOnlyList<AclGrant>>> GetAclAsync(HeadCall head, CancellationToken cancellationToken);

    /// <summary>PutObjectAcl; the object's owner keeps full control.</summary>
    Task<StoreResult<StoreAnswer>> PutAclAsync(HeadCall head, IReadOnlyList<AclGrant> grants, CancellationToken cancellationToken);

    /// <summary>RestoreObject; days are absent for what comes out of an archive tier for good.</summary>
    Task<StoreResult<StoreAnswer>> RestoreAsync(HeadCall head, int? days, string tier, CancellationToken cancellationToken);

    /// <summary>CreateMultipartUpload, with everything that the replica is to have.</summary>
    Task<StoreResult<MultipartUpload>> CreateUploadAsync(CopyCall copy, CancellationToken cancellationToken);

    /// <summary>UploadPartCopy of one range of the source.</summary>
    Task<StoreResult<CopiedPart>> CopyPartAsync(CopyCall copy, MultipartUpload upload, PartRange range, CancellationToken cancellationToken);

    /// <summary>CompleteMultipartUpload, under the copy's fence.</summary>
    Task<StoreResult<CopyReceipt>> CompleteUploadAsync(
        CopyCall copy, MultipartUpload upload, IReadOnlyList<CopiedPart> parts, CancellationToken cancellationToken);

    /// <summary>AbortMultipartUpload.</summary>
    Task<StoreResult<StoreAnswer>> AbortUploadAsync(CopyCall copy, MultipartUpload upload, CancellationToken cancellationToken);

    /// <summary>ListParts: what of an upload is already there.</summary>
    Task<StoreResult<IReadOnlyList<CopiedPart>>> ListPartsAsync(CopyCall copy, MultipartUpload upload, CancellationToken cancellationToken);

    /// <summary>ListMultipartUploads of the destination key.</summary>
    Task<StoreResult<IReadOnlyList<OpenUpload>>> ListUploadsAsync(CopyCall copy, CancellationToken cancellationToken);

    /// <summary>ListObjectVersions of one key, newest first.</summary>
    Task<StoreResult<IReadOnlyList<ObjectVersion>>> ListVersionsAsync(HeadCall head, CancellationToken cancellationToken);
}
