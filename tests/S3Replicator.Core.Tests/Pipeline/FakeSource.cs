using S3Replicator.Core.Copying;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Tests.Pipeline;

// One object in a store that answers HEAD and tags, and notes what it was asked; whatever else is asked is a fault of the test.
internal sealed class FakeSource(ObjectHead head, params ObjectTag[] tags) : IObjectStore, IObjectStores
{
    public List<string> Requests { get; } = [];

    public OwnPrincipals Own { get; init; } = OwnPrincipals.None;

    /// <summary>Why the documents' role cannot be had, where it cannot.</summary>
    public Func<ReplicationDocument, StoreError?> OnDocument { get; set; } = _ => null;

    public StoreError? OnHead { get; set; }

    public StoreError? OnTags { get; set; }

    public BucketVersioning Versioning { get; init; } = BucketVersioning.Enabled;

    public ValueTask<StoreResult<IObjectStore>> ForBucketAsync(
        ReplicationDocument document, string bucket, bool isSource, CancellationToken cancellationToken) =>
        new(OnDocument(document) is { } error ? error : new StoreResult<IObjectStore>(this));

    public ValueTask<StoreResult<BucketFacts>> DescribeAsync(
        ReplicationDocument document, string bucket, bool isSource, CancellationToken cancellationToken) =>
        new(new StoreResult<BucketFacts>(new BucketFacts(Versioning)));

    public Task<StoreResult<ObjectHead>> HeadAsync(HeadCall call, CancellationToken cancellationToken)
    {
        Requests.Add("HeadObject");
        return Task.FromResult(OnHead is { } error ? error : new StoreResult<ObjectHead>(head));
    }

    public Task<StoreResult<IReadOnlyList<ObjectTag>>> GetTagsAsync(HeadCall call, CancellationToken cancellationToken)
    {
        Requests.Add("GetObjectTagging");
        return Task.FromResult(OnTags is { } error ? error : new StoreResult<IReadOnlyList<ObjectTag>>(tags));
    }

    public Task<StoreResult<CopyReceipt>> CopyAsync(CopyCall copy, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<StoreResult<DeleteReceipt>> DeleteAsync(DeleteCall deletion, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<StoreResult<StoreAnswer>> PutTagsAsync(HeadCall call, IReadOnlyList<ObjectTag> replacement, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<StoreResult<IReadOnlyList<AclGrant>>> GetAclAsync(HeadCall call, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<StoreResult<StoreAnswer>> PutAclAsync(HeadCall call, IReadOnlyList<AclGrant> grants, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<StoreResult<StoreAnswer>> RestoreAsync(HeadCall call, int? days, string tier, CancellationToken cancellationToken)
    {
        Requests.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"RestoreObject {tier} {days?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "for good"}"));
        return Task.FromResult(new StoreResult<StoreAnswer>(new StoreAnswer("request")));
    }

    public Task<StoreResult<MultipartUpload>> CreateUploadAsync(CopyCall copy, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<StoreResult<CopiedPart>> CopyPartAsync(CopyCall copy, MultipartUpload upload, PartRange range, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<StoreResult<CopyReceipt>> CompleteUploadAsync(CopyCall copy, MultipartUpload upload, IReadOnlyList<CopiedPart> parts, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<StoreResult<StoreAnswer>> AbortUploadAsync(CopyCall copy, MultipartUpload upload, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<StoreResult<IReadOnlyList<CopiedPart>>> ListPartsAsync(CopyCall copy, MultipartUpload upload, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<StoreResult<IReadOnlyList<OpenUpload>>> ListUploadsAsync(CopyCall copy, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<StoreResult<IReadOnlyList<ObjectVersion>>> ListVersionsAsync(HeadCall call, CancellationToken cancellationToken) => throw new NotSupportedException();
}
