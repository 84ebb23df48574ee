using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3;

/// <summary>The object side of the local AWS: checks that hold for every operation, then the operation.</summary>
internal sealed class S3Endpoint(S3Store store, S3Router router)
{
    public S3Router Router { get; } = router;

    public ValueTask HandleAsync(S3Request request, S3Operation operation)
    {
        if (request.BucketName is { } name)
        {
            var bucket = operation.NeedsBucket ? store.Get(name) : null;
            if (bucket is not null)
            {
                Check(request, operation, bucket);
                request.Bucket = bucket;
            }
        }

        return operation.Handler(request);
    }

    private static void Check(S3Request request, S3Operation operation, Bucket bucket)
    {
        if (request.Header("x-amz-expected-bucket-owner") is { } owner && !string.Equals(owner, bucket.OwnerAccount, StringComparison.Ordinal))
        {
            throw new AwsErrorException(S3Errors.AccessDenied);
        }

        if (!operation.IsGlobal && request.Region is not null && !string.Equals(request.Region, bucket.Region, StringComparison.Ordinal))
        {
            throw new AwsErrorException(S3Errors.PermanentRedirect(bucket));
        }
    }
}
