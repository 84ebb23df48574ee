using System.Globalization;
using S3Replicator.Core.Copying;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Tests.Copying.Parts;

/// <summary>A source object and a destination that parts are copied to, with a door for faults and for waiting; whatever else is asked is a fault of the test.</summary>
internal sealed class FakeS3 : IObjectStore
{
    public const string Source = "src";
    public const string Destination = "dst";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, SortedDictionary<int, CopiedPart>> _uploads = new(StringComparer.Ordinal);
    private int _running;
    private int _made;

    /// <summary>The source's current version; null when it is gone.</summary>
    public ObjectHead? Current { get; set; }

    public ObjectTag[] SourceTags { get; set; } = [];

    public ObjectTag[] ReplicaTags { get; private set; } = [];

    /// <summary>The sizes of the parts that the source was uploaded in.</summary>
    public IReadOnlyList<long> SourceParts { get; set; } = [];

    public ObjectHead? Replica { get; set; }

    /// <summary>What happens before a part is copied; an error is the answer.</summary>
    public Func<PartRange, CancellationToken, Task<StoreError?>> OnPart { get; set; } = (_, _) => Task.FromResult<StoreError?>(null);

    public Func<StoreError?> OnComplete { get; set; } = () => null;

    /// <summary>What comes of making an upload, which takes effect all the same.</summary>
    public Func<StoreError?> OnCreate { get; set; } = () => null;

    public Func<StoreError?> OnListUploads { get; set; } = () => null;

    /// <summary>S3's clock.</summary>
    public DateTimeOffset Now { get; set; } = new(2026, 1, 2, 0, 0, 0, TimeSpan.Zero);

    public Func<StoreError?> OnAbort { get; set; } = () => null;

    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_lock)
            {
                return [.. _requests];
            }
        }
    }

    public IReadOnlyCollection<string> Uploads
    {
        get
        {
            lock (_lock)
            {
                return [.. _uploads.Keys];
            }
        }
    }

    public CopyCall? Created { get; private set; }

    public int MostAtOnce { get; private set; }

    public int Versions { get; private set; }

    private readonly List<string> _requests = [];

    public int CountOf(string request) => Requests.Count(made => made == request);

    public Task<StoreResult<ObjectHead>> HeadAsync(HeadCall head, CancellationToken cancellationToken)
    {
        Note("HeadObject");
        var found = head.Bucket == Destination ? Replica : Current;

        if (found is null || (head is { Bucket: Source, VersionId: { } version } && version != found.VersionId))
        {
            return Answer<ObjectHead>(Error("HeadObject", StoreErrorKind.KeyNotFound, FailureClass.Gone));
        }

        return head.PartNumber is { } number && SourceParts.Count > 0
            ? Answer(found with { Size = SourceParts[number - 1], PartsCount = SourceParts.Count })
            : Answer(found);
    }

    public Task<StoreResult<IReadOnlyList<ObjectTag>>> GetTagsAsync(HeadCall head, CancellationToken cancellationToken) =>
        Answer<IReadOnlyList<ObjectTag>>(head.Bucket == Destination ? ReplicaTags : SourceTags);

    public Task<StoreResult<StoreAnswer>> PutTagsAsync(HeadCall head, IReadOnlyList<ObjectTag> tags, CancellationToken cancellationToken)
    {
        Note("PutObjectTagging");
        ReplicaTags = [.. tags];
        return Answer(new StoreAnswer("r"));
    }

    public Task<StoreResult<MultipartUpload>> CreateUploadAsync(CopyCall copy, CancellationToken cancellationToken)
    {
        Note("CreateMultipartUpload");
        Created = copy;

        lock (_lock)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"upload-{++_made}");
            _uploads.Add(id, []);
            return OnCreate() is { } error ? Answer<MultipartUpload>(error) : Answer(new MultipartUpload(id));
        }
    }

    public async Task<StoreResult<CopiedPart>> CopyPartAsync(
        CopyCall copy, MultipartUpload upload, PartRange range, CancellationToken cancellationToken)
    {
        Note("UploadPartCopy");
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _running));

        try
        {
            if (await OnPart(range, cancellationToken) is { } error)
            {
                return error;
            }
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }

        if (Current is null || copy.SourceIfMatch != Current.ETag)
        {
            return Error("UploadPartCopy", StoreErrorKind.PreconditionFailed, FailureClass.Transient);
        }

        lock (_lock)
        {
            if (!_uploads.TryGetValue(upload.UploadId, out var parts))
            {
                return Error("UploadPartCopy", StoreErrorKind.UploadNotFound, FailureClass.Transient);
            }

            var part = new CopiedPart(range.Number, string.Create(CultureInfo.InvariantCulture, $"part-{range.Number}"), Checksum: null, range.Size, Now);
            parts[range.Number] = part;
            return part;
        }
    }

    public Task<StoreResult<CopyReceipt>> CompleteUploadAsync(
        CopyCall copy, MultipartUpload upload, IReadOnlyList<CopiedPart> parts, CancellationToken cancellationToken)
    {
        Note("CompleteMultipartUpload");

        if (OnComplete() is { } error)
        {
            return Answer<CopyReceipt>(error);
        }

        lock (_lock)
        {
            if (!_uploads.TryGetValue(upload.UploadId, out var there))
            {
                return Answer<CopyReceipt>(Error("CompleteMultipartUpload", StoreErrorKind.UploadNotFound, FailureClass.Transient));
            }

            if (copy.Fence?.ETag != Replica?.ETag)
            {
                return Answer<CopyReceipt>(Error("CompleteMultipartUpload", StoreErrorKind.PreconditionFailed, FailureClass.Transient));
            }

            parts.Select(part => part.Number).ShouldBe(there.Keys);
            there.Values.Sum(part => part.Size).ShouldBe(copy.Size);
            _uploads.Remove(upload.UploadId);
            Versions++;
            var version = string.Create(CultureInfo.InvariantCulture, $"replica-{Versions}");
            Replica = Current! with { VersionId = version, ETag = copy.SourceIfMatch! };
            ReplicaTags = [.. Created!.Attributes.Tags ?? []];
            return Answer(new CopyReceipt(Replica.ETag, version, copy.SourceVersionId, "r"));
        }
    }

    public Task<StoreResult<StoreAnswer>> AbortUploadAsync(CopyCall copy, MultipartUpload upload, CancellationToken cancellationToken)
    {
        Note("AbortMultipartUpload");

        if (OnAbort() is { } error)
        {
            return Answer<StoreAnswer>(error);
        }

        lock (_lock)
        {
            return _uploads.Remove(upload.UploadId)
                ? Answer(new StoreAnswer("r"))
                : Answer<StoreAnswer>(Error("AbortMultipartUpload", StoreErrorKind.UploadNotFound, FailureClass.Transient));
        }
    }

    public Task<StoreResult<IReadOnlyList<CopiedPart>>> ListPartsAsync(CopyCall copy, MultipartUpload upload, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _uploads.TryGetValue(upload.UploadId, out var parts)
                ? Answer<IReadOnlyList<CopiedPart>>([.. parts.Values])
                : Answer<IReadOnlyList<CopiedPart>>(Error("ListParts", StoreErrorKind.UploadNotFound, FailureClass.Transient));
        }
    }

    public Task<StoreResult<IReadOnlyList<OpenUpload>>> ListUploadsAsync(CopyCall copy, CancellationToken cancellationToken)
    {
        Note("ListMultipartUploads");

        if (OnListUploads() is { } error)
        {
            return Answer<IReadOnlyList<OpenUpload>>(error);
        }

        lock (_lock)
        {
            return Answer<IReadOnlyList<OpenUpload>>([.. _uploads.Keys.Select(id => new OpenUpload(id, Now, IsOurs: id.StartsWith("upload-", StringComparison.Ordinal)))]);
        }
    }

    /// <summary>An upload that is there, of ours or not; its id tells.</summary>
    public void Add(string uploadId)
    {
        lock (_lock)
        {
            _uploads.Add(uploadId, []);
        }
    }

    public Task<StoreResult<CopyReceipt>> CopyAsync(CopyCall copy, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<StoreResult<DeleteReceipt>> DeleteAsync(DeleteCall deletion, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<StoreResult<IReadOnlyList<AclGrant>>> GetAclAsync(HeadCall head, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<StoreResult<StoreAnswer>> PutAclAsync(HeadCall head, IReadOnlyList<AclGrant> grants, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<StoreResult<StoreAnswer>> RestoreAsync(HeadCall head, int? days, string tier, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<StoreResult<IReadOnlyList<ObjectVersion>>> ListVersionsAsync(HeadCall head, CancellationToken cancellationToken) => throw new NotSupportedException();

    public static StoreError Error(string operation, StoreErrorKind kind, FailureClass failureClass, string reason = "Injected") =>
        new() { Operation = operation, Kind = kind, Class = failureClass, Reason = reason, Message = "injected" };

    private static Task<StoreResult<T>> Answer<T>(T value)
        where T : class => Task.FromResult(new StoreResult<T>(value));

    private static Task<StoreResult<T>> Answer<T>(StoreError error)
        where T : class => Task.FromResult(new StoreResult<T>(error));

    private void Note(string request)
    {
        lock (_lock)
        {
            _requests.Add(request);
        }
    }
}
