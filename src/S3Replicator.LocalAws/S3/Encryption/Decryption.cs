using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3.Encryption;

/// <summary>What a request needs to read an encrypted object: the customer's key, or the use of the KMS key.</summary>
internal static class Decryption
{
    /// <param name="request">The request that reads.</param>
    /// <param name="bucket">The bucket that it reads from.</param>
    /// <param name="version">What it reads.</param>
    /// <param name="customerPrefix">Which headers hold the customer's key.</param>
    /// <param name="decrypts">False for what S3 tells without the KMS key: most headers.</param>
    /// <exception cref="AwsErrorException">The key is missing, wrong or not to be used.</exception>
    public static void Require(S3Request request, Bucket bucket, ObjectVersion version, string customerPrefix, bool decrypts)
    {
        var given = CustomerKey.Read(request, customerPrefix);
        if (version.Encryption.CustomerKeyMd5 is { } stored)
        {
            RequireCustomerKey(stored, given);
        }
        else if (given is not null)
        {
            throw new AwsErrorException(S3Errors.InvalidRequest("The encryption parameters are not applicable to this object."));
        }
        else if (decrypts && version.Encryption.KmsKeyId is { } key)
        {
            request.Keys.Require(request, KeyAccess.Decrypt, key, KeyAccess.ContextOf(bucket.Name, version.Key, version.Encryption.BucketKey));
        }
    }

    private static void RequireCustomerKey(string stored, string? given)
    {
        if (given is null)
        {
            throw new AwsErrorException(S3Errors.InvalidRequest(
                "The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object."));
        }

        if (!string.Equals(stored, given, StringComparison.Ordinal))
        {
            throw new AwsErrorException(S3Errors.AccessDenied with
            {
                Message = "Requests specifying Server Side Encryption with Customer provided keys must provide the correct secret key.",
            });
        }
    }
}
