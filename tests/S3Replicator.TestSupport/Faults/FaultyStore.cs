using S3Replicator.Core.Copying;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;

namespace S3Replicator.TestSupport.Faults;

internal sealed class FaultyStore(IObjectStore inner, FaultDice dice) : IObjectStore
{
    public Task<StoreResult<CopyReceipt>> CopyAsync(CopyCall copy, CancellationToken cancellationToken) =>
        RunAsync(() => inner.CopyAsync(copy, cancellationToken), isWrite: true);

    public Task<StoreResult<ObjectHead>> HeadAsync(HeadCall head, CancellationToken cancellationToken) =>
        RunAsync(() => inner.HeadAsync(head, cancellationToken));

    public Task<StoreResult<DeleteReceipt>> DeleteAsync(DeleteCall deletion, CancellationToken cancellationToken) =>
        RunAsync(() => inner.DeleteAsync(deletion, cancellationToken), isWrite: true);

    public Task<StoreResult<IReadOnlyList<ObjectTag>>> GetTagsAsync(HeadCall head, CancellationToken cancellationToken) =>
        RunAsync(() => inner.GetTagsAsync(head, cancellationToken));

    public Task<StoreResult<StoreAnswer>> PutTagsAsync(HeadCall head, IReadOnlyList<ObjectTag> tags, CancellationToken cancellationToken) =>
        RunAsync(() => inner.PutTagsAsync(head, tags, cancellationToken));

    public Task<StoreResult<IReadOnlyList<AclGrant>>> GetAclAsync(HeadCall head, CancellationToken cancellationToken) =>
        RunAsync(() => inner.GetAclAsync(head, cancellationToken));

    public Task<StoreResult<StoreAnswer>> PutAclAsync(HeadCall head, IReadOnlyList<AclGrant> grants, CancellationToken cancellationToken) =>
        RunAsync(() => inner.PutAclAsync(head, grants, cancellationToken));

    public Task<StoreResult<StoreAnswer>> RestoreAsync(HeadCall head, int? days, string tier, CancellationToken cancellationToken) =>
        RunAsync(() => inner.RestoreAsync(head, days, tier, cancellationToken));

    public Task<StoreResult<MultipartUpload>> CreateUploadAsync(CopyCall copy, CancellationToken cancellationToken) =>
        RunAsync(() => inner.CreateUploadAsync(copy, cancellationToken));

    public Task<StoreResult<CopiedPart>> CopyPartAsync(
        CopyCall copy, MultipartUpload upload, PartRange range, CancellationToken cancellationToken) =>
        RunAsync(() => inner.CopyPartAsync(copy, upload, range, cancellationToken));

    public Task<StoreResult<CopyReceipt>> CompleteUploadAsync(
        CopyCall copy, MultipartUpload upload, IReadOnlyList<CopiedPart> parts, CancellationToken cancellationToken) =>
        RunAsync(() => inner.CompleteUploadAsync(copy, upload, parts, cancellationToken), isWrite: true);

    public Task<StoreResult<StoreAnswer>> AbortUploadAsync(CopyCall copy, MultipartUpload upload, CancellationToken cancellationToken) =>
        RunAsync(() => inner.AbortUploadAsync(copy, upload, cancellationToken));

    public Task<StoreResult<IReadOnlyList<CopiedPart>>> ListPartsAsync(
        CopyCall copy, MultipartUpload upload, CancellationToken cancellationToken) =>
        RunAsync(() => inner.ListPartsAsync(copy, upload, cancellationToken));

    public Task<StoreResult<IReadOnlyList<OpenUpload>>> ListUploadsAsync(CopyCall copy, CancellationToken cancellationToken) =>
        RunAsync(() => inner.ListUploadsAsync(copy, cancellationToken));

    public Task<StoreResult<IReadOnlyList<ObjectVersion>>> ListVersionsAsync(HeadCall head, CancellationToken cancellationToken) =>
        RunAsync(() => inner.ListVersionsAsync(head, cancellationToken));

    private async Task<StoreResult<T>> RunAsync<T>(Func<Task<StoreResult<T>>> send, bool isWrite = false)
        where T : class
    {
        if (dice.Next(isWrite) is not var (error, takesEffect))
        {
            return await send();
        }

        if (takesEffect)
        {
            await send();
        }

        return error;
    }
}
