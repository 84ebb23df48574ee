using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.Kms;
using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3.Encryption;

/// <summary>How the headers of a write, or else the bucket, have an object encrypted.</summary>
internal static class RequestedEncryption
{
    public const string Header = "x-amz-server-side-encryption";
    public const string KeyHeader = Header + "-aws-kms-key-id";
    public const string BucketKeyHeader = Header + "-bucket-key-enabled";
    private const string ContextHeader = Header + "-context";

    public static bool IsKms(string? algorithm) => algorithm is "aws:kms" or "aws:kms:dsse";

    /// <exception cref="AwsErrorException">The headers contradict one another, or the key cannot be used.</exception>
    public static ObjectEncryption From(S3Request request)
    {
        var algorithm = request.Header(Header);
        if (CustomerKey.Read(request, CustomerKey.Prefix) is { } md5)
        {
            return Customer(request, algorithm, md5);
        }

        var bucketDefault = request.Bucket.Settings.Encryption;
        var key = request.Header(KeyHeader);
        if (algorithm is null && key is null)
        {
            return IsKms(bucketDefault.Algorithm) ? Kms(request, bucketDefault.Algorithm, bucketDefault.KmsKeyId, bucketDefault.BucketKey) : ObjectEncryption.Default;
        }

        if (IsKms(algorithm))
        {
            return Kms(request, algorithm!, key, bucketDefault.BucketKey);
        }

        if (key is not null)
        {
            throw new AwsErrorException(S3Errors.InvalidArgument(
                "Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms", Header, algorithm ?? "null"));
        }

        return algorithm is "AES256"
            ? ObjectEncryption.Default
            : throw new AwsErrorException(S3Errors.InvalidArgument("The encryption method specified is not supported", Header, algorithm!));
    }

    private static ObjectEncryption Customer(S3Request request, string? algorithm, string md5)
    {
        if (algorithm is not null)
        {
            throw new AwsErrorException(S3Errors.InvalidArgument(
                "Server Side Encryption with Customer provided key is incompatible with the encryption method specified", Header, algorithm));
        }

        return request.Bucket.Settings.Encryption.BlocksCustomerKeys
            ? throw new AwsErrorException(S3Errors.AccessDenied)
            : new ObjectEncryption("AES256") { CustomerKeyMd5 = md5 };
    }

    private static ObjectEncryption Kms(S3Request request, string algorithm, string? key, bool defaultBucketKey)
    {
        var bucket = request.Bucket;
        var arn = key is null ? KeyArn.Managed(bucket.Region, bucket.OwnerAccount) : KeyArn.Resolve(key, bucket.Region, bucket.OwnerAccount);
        if (arn is null)
        {
            throw new AwsErrorException(KmsErrors.NoKey(key!));
        }

        if (!string.Equals(arn.Region, bucket.Region, StringComparison.Ordinal))
        {
            throw new AwsErrorException(KmsErrors.WrongRegion(arn.Region));
        }

        var usesBucketKey = request.Header(BucketKeyHeader) is { } asked
            ? string.Equals(asked, "true", StringComparison.OrdinalIgnoreCase)
            : defaultBucketKey;
        usesBucketKey &= algorithm is "aws:kms";
        return new ObjectEncryption(algorithm)
        {
            KmsKeyId = request.Keys.Require(
                request, KeyAccess.Encrypt, arn.ToString(), KeyAccess.ContextOf(bucket.Name, request.Key, usesBucketKey)),
            BucketKey = usesBucketKey,
            Context = request.Header(ContextHeader),
        };
    }
}
