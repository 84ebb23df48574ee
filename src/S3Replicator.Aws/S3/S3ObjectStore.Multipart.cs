using Amazon.S3.Model;
using S3Replicator.Core.Copying;
using S3Replicator.Core.Planning;
using MultipartUpload = S3Replicator.Core.Copying.MultipartUpload;

namespace S3Replicator.Aws.S3;

/// <summary>Copies in parts.</summary>
internal sealed partial class S3ObjectStore
{
    /// <summary>Sent once: a second request after a lost answer would make a second upload, and nobody would know of the first.</summary>
    public Task<StoreResult<MultipartUpload>> CreateUploadAsync(CopyCall copy, CancellationToken cancellationToken) => attempts.RunOnceAsync(
        Subject("CreateMultipartUpload", copy),
        async token =>
        {
            var response = await client.InitiateMultipartUploadAsync(CopyRequests.UploadFrom(copy, timeProvider.GetUtcNow()), token);
            return new MultipartUpload(response.UploadId);
        },
        cancellationToken);

    public Task<StoreResult<CopiedPart>> CopyPartAsync(
        CopyCall copy, MultipartUpload upload, PartRange range, CancellationToken cancellationToken) => attempts.RunAsync(
        Subject("UploadPartCopy", copy) with { IsSource = true, Bytes = range.Last - range.First + 1 },
        async token =>
        {
            var response = await client.CopyPartAsync(
                new CopyPartRequest
                {
                    SourceBucket = copy.SourceBucket,
                    SourceKey = copy.SourceKey,
                    SourceVersionId = copy.SourceVersionId,
                    ETagToMatch = copy.SourceIfMatch is { } etag ? [ETags.Quoted(etag)] : null,
                    DestinationBucket = copy.DestinationBucket,
                    DestinationKey = copy.DestinationKey,
                    ExpectedBucketOwner = copy.DestinationOwner,
                    ExpectedSourceBucketOwner = copy.SourceOwner,
                    UploadId = upload.UploadId,
                    PartNumber = range.Number,
                    FirstByte = range.First,
                    LastByte = range.Last,
                },
                token);
            return new CopiedPart(range.Number, ETags.Bare(response.ETag), Checksums.Of(response));
        },
        cancellationToken);

    public async Task<StoreResult<CopyReceipt>> CompleteUploadAsync(
        CopyCall copy, MultipartUpload upload, IReadOnlyList<CopiedPart> parts, CancellationToken cancellationToken)
    {
        var completed = await SendAsync(_refusesUploadFences ? copy with { Fence = null } : copy, upload, parts, cancellationToken);

        if (completed.Error is not { Kind: StoreErrorKind.NotImplemented } || copy.Fence is null || _refusesUploadFences)
        {
            return completed;
        }

        _refusesUploadFences = true;
        return await SendAsync(copy with { Fence = null }, upload, parts, cancellationToken);
    }

    public Task<StoreResult<StoreAnswer>> AbortUploadAsync(
        CopyCall copy, MultipartUpload upload, CancellationToken cancellationToken) => attempts.RunAsync(
        Subject("AbortMultipartUpload", copy),
        async token => Answer(await client.AbortMultipartUploadAsync(
            new AbortMultipartUploadRequest
            {
                BucketName = copy.DestinationBucket,
                Key = copy.DestinationKey,
                ExpectedBucketOwner = copy.DestinationOwner,
                UploadId = upload.UploadId,
            },
            token)),
        cancellationToken);

    public Task<StoreResult<IReadOnlyList<CopiedPart>>> ListPartsAsync(
        CopyCall copy, MultipartUpload upload, CancellationToken cancellationToken) => attempts.RunAsync(
        Subject("ListParts", copy),
        async token =>
        {
            var parts = new List<CopiedPart>();
            var request = new ListPartsRequest
            {
                BucketName = copy.DestinationBucket,
                Key = copy.DestinationKey,
                ExpectedBucketOwner = copy.DestinationOwner,
                UploadId = upload.UploadId,
            };
            ListPartsResponse page;

            do
            {
                page = await client.ListPartsAsync(request, token);
                parts.AddRange((page.Parts ?? []).Select(part => new CopiedPart(part.PartNumber ?? 0, ETags.Bare(part.ETag), Checksums.Of(part), part.Size, TimeOf(part.LastModified))));
                request.PartNumberMarker = page.NextPartNumberMarker?.ToString(System.Globalization.CultureInfo.InvariantCulture);
            }
            while (page.IsTruncated == true);

            return (IReadOnlyList<CopiedPart>)parts;
        },
        cancellationToken);

    public Task<StoreResult<IReadOnlyList<OpenUpload>>> ListUploadsAsync(CopyCall copy, CancellationToken cancellationToken) =>
        attempts.RunAsync(
            Subject("ListMultipartUploads", copy),
            async token =>
            {
                var ours = await attempts.OwnSessionsAsync();
                var uploads = new List<OpenUpload>();
                var request = new ListMultipartUploadsRequest
                {
                    BucketName = copy.DestinationBucket,
                    Prefix = copy.DestinationKey,
                    ExpectedBucketOwner = copy.DestinationOwner,
                };
                ListMultipartUploadsResponse page;

                do
                {
                    page = await client.ListMultipartUploadsAsync(request, token);
                    uploads.AddRange((page.MultipartUploads ?? [])
                        .Where(upload => string.Equals(upload.Key, copy.DestinationKey, StringComparison.Ordinal))
                        .Select(upload => new OpenUpload(
                            upload.UploadId,
                            TimeOf(upload.Initiated) ?? default,
                            ours is not null && upload.Initiator?.Id?.StartsWith(ours, StringComparison.Ordinal) == true)));
                    (request.KeyMarker, request.UploadIdMarker) = (page.NextKeyMarker, page.NextUploadIdMarker);
                }

                // Keys come in order, and the key asked for is the first that begins with itself.
                while (page.IsTruncated == true && string.Equals(page.NextKeyMarker, copy.DestinationKey, StringComparison.Ordinal));

                return (IReadOnlyList<OpenUpload>)uploads;
            },
            cancellationToken);

    private Task<StoreResult<CopyReceipt>> SendAsync(
        CopyCall copy, MultipartUpload upload, IReadOnlyList<CopiedPart> parts, CancellationToken cancellationToken) => attempts.RunAsync(
        Subject("CompleteMultipartUpload", copy),
        async token =>
        {
            var response = await client.CompleteMultipartUploadAsync(CopyRequests.CompletionFrom(copy, upload, parts), token);
            return new CopyReceipt(
                ETags.Bare(response.ETag), NullIfEmpty(response.VersionId), copy.SourceVersionId, response.ResponseMetadata?.RequestId);
        },
        cancellationToken);

    private static DateTimeOffset? TimeOf(DateTime? time) => time is { } known ? new DateTimeOffset(known.ToUniversalTime()) : null;

    private static RequestSubject Subject(string operation, CopyCall copy) => new(
        operation, copy.DestinationBucket, HasVersion: copy.SourceVersionId is not null, SourceBucket: copy.SourceBucket);
}
