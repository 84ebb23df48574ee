using System.Security.Cryptography;
using S3Replicator.LocalAws.Http;

namespace S3Replicator.LocalAws.S3.Encryption;

/// <summary>A key that comes with a request (SSE-C); of the key itself only its MD5 is kept.</summary>
internal static class CustomerKey
{
    public const string Prefix = "x-amz-server-side-encryption-customer-";
    public const string SourcePrefix = "x-amz-copy-source-server-side-encryption-customer-";
    private const int KeyBytes = 32;

    /// <summary>The MD5 of the key in the headers of that prefix, in Base64; null where there is none.</summary>
    /// <exception cref="AwsErrorException">The headers do not make up a key.</exception>
    public static string? Read(S3Request request, string prefix)
    {
        var algorithm = request.Header(prefix + "algorithm");
        var key = request.Header(prefix + "key");
        var claimed = request.Header(prefix + "key-MD5");
        if (algorithm is null && key is null && claimed is null)
        {
            return null;
        }

        if (algorithm is null)
        {
            throw Invalid("Requests specifying Server Side Encryption with Customer provided keys must provide a valid encryption algorithm.", prefix + "algorithm", "null");
        }

        if (!string.Equals(algorithm, "AES256", StringComparison.Ordinal))
        {
            throw new AwsErrorException(new AwsError(
                400, "InvalidEncryptionAlgorithmError", "The Encryption request you specified is not valid. Supported value: AES256.")
                .With("ArgumentName", prefix + "algorithm")
                .With("ArgumentValue", algorithm));
        }

        return Checked(prefix, key, claimed);
    }

    private static string Checked(string prefix, string? key, string? claimed)
    {
        if (key is null)
        {
            throw Invalid("Requests specifying Server Side Encryption with Customer provided keys must provide an appropriate secret key.", prefix + "key", "null");
        }

        if (claimed is null)
        {
            throw Invalid("Requests specifying Server Side Encryption with Customer provided keys must provide the client calculated MD5 of the secret key.", prefix + "key-MD5", "null");
        }

        var bytes = new byte[key.Length];
        if (!Convert.TryFromBase64String(key, bytes, out var length) || length != KeyBytes)
        {
            throw Invalid("The secret key was invalid for the specified algorithm.", prefix + "key", "hidden");
        }

        // S3's protocol names a key by its MD5; nothing here is secured by it.
#pragma warning disable CA5351
        var md5 = Convert.ToBase64String(MD5.HashData(bytes.AsSpan(0, length)));
#pragma warning restore CA5351
        return string.Equals(md5, claimed, StringComparison.Ordinal)
            ? md5
            : throw Invalid("The calculated MD5 hash of the key did not match the hash that was provided.", prefix + "key-MD5", claimed);
    }

    private static AwsErrorException Invalid(string message, string name, string value) => new(S3Errors.InvalidArgument(message, name, value));
}
