using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.S3.Access;
using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3.Objects;

/// <summary>What the headers of a write say of the object that it makes.</summary>
internal static class ObjectTemplate
{
    private const string Encryption = "x-amz-server-side-encryption";

    private static readonly string[] Refused =
    [
        "x-amz-grant-full-control", "x-amz-grant-read", "x-amz-grant-read-acp", "x-amz-grant-write-acp", "x-amz-write-offset-bytes",
        "x-amz-server-side-encryption-customer-algorithm", "x-amz-copy-source-server-side-encryption-customer-algorithm",
    ];

    private static readonly string[] Locks = ["x-amz-object-lock-mode", "x-amz-object-lock-retain-until-date", "x-amz-object-lock-legal-hold"];

    /// <summary>Version id, time, content and checksum are set when it is written.</summary>
    public static ObjectVersion From(S3Request request)
    {
        RefuseUnsupported(request);
        return new ObjectVersion
        {
            Key = request.Key,
            VersionId = ObjectVersion.NullVersionId,
            LastModified = default,
            StorageClass = StorageClasses.From(request),
            Headers = ObjectHeaders.From(request.Http.Request.Headers),
            RedirectLocation = request.Header("x-amz-website-redirect-location"),
            Tags = Tags(request),
            Acl = CannedAcls.From(request),
            Encryption = EncryptionFrom(request),
        };
    }

    private static ObjectTagging Tags(S3Request request)
    {
        var tags = ObjectTagging.FromHeader(request.Header(HeaderNames.Tagging));
        if (tags.Count > 0)
        {
            request.Require(S3Actions.PutObjectTagging);
        }

        return tags;
    }

    private static void RefuseUnsupported(S3Request request)
    {
        foreach (var header in Refused)
        {
            if (request.Header(header) is not null)
            {
                throw new AwsErrorException(S3Errors.NotImplemented(header));
            }
        }

        foreach (var header in Locks)
        {
            if (request.Header(header) is not null)
            {
                throw new AwsErrorException(S3Errors.InvalidRequest("Bucket is missing Object Lock Configuration"));
            }
        }
    }

    private static ObjectEncryption EncryptionFrom(S3Request request)
    {
        var algorithm = request.Header(Encryption);
        var key = request.Header(Encryption + "-aws-kms-key-id");
        if (algorithm is "aws:kms" or "aws:kms:dsse")
        {
            var bucket = request.Bucket;
            return new ObjectEncryption(
                algorithm,
                KeyArn(key ?? "00000000-0000-0000-0000-000000000000", bucket),
                string.Equals(request.Header(Encryption + "-bucket-key-enabled"), "true", StringComparison.OrdinalIgnoreCase),
                request.Header(Encryption + "-context"));
        }

        if (key is not null)
        {
            throw new AwsErrorException(S3Errors.InvalidArgument(
                "Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms",
                Encryption,
                algorithm ?? "null"));
        }

        return algorithm is null or "AES256"
            ? ObjectEncryption.Default
            : throw new AwsErrorException(S3Errors.InvalidArgument("The encryption method specified is not supported", Encryption, algorithm));
    }

    private static string KeyArn(string key, Bucket bucket) =>
        key.StartsWith("arn:", StringComparison.Ordinal) ? key : $"arn:aws:kms:{bucket.Region}:{bucket.OwnerAccount}:{(key.StartsWith("alias/", StringComparison.Ordinal) ? key : "key/" + key)}";
}
