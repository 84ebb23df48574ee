using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.S3.Access;
using S3Replicator.LocalAws.S3.Encryption;
using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3;

/// <summary>The object side of the local AWS: checks that hold for every operation, then the operation.</summary>
internal sealed class S3Endpoint(S3Store store, S3Router router, S3Access access, KeyAccess keys, TimeProvider clock)
{
    // S3's own limit for the header section of a request.
    private const int MaxHeaders = 8192;

    public S3Router Router { get; } = router;

    public S3Access Access { get; } = access;

    public TimeProvider Clock { get; } = clock;

    public KeyAccess Keys { get; } = keys;

    public ValueTask HandleAsync(S3Request request, S3Operation operation)
    {
        if (request.HeaderSize > MaxHeaders)
        {
            throw new AwsErrorException(S3Errors.HeadersTooLarge);
        }

        if (request.BucketName is { } name && operation.NeedsBucket)
        {
            var bucket = store.Get(name);
            request.Bucket = bucket;
            Check(request, operation, bucket);

            // Told even to those who are refused (S3 API Reference, HeadBucket).
            if (string.Equals(operation.Name, "HeadBucket", StringComparison.Ordinal))
            {
                request.ResponseHeaders["x-amz-bucket-region"] = bucket.Region;
            }

            if (operation.IsAuthorizedWhole)
            {
                request.Require(request.Target.Parameters.Length > 0 && request.VersionId is not null ? operation.VersionAction : operation.Action);
            }
        }
        else if (Access.Refusal(request, operation.Action, "arn:aws:s3:::" + (request.BucketName ?? "*")) is { } refused)
        {
            throw new AwsErrorException(refused);
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
