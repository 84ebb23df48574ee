using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.S3.Encryption;
using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3.Multipart;

/// <summary>Finds the upload and the part that a request means.</summary>
internal static class Uploads
{
    private const int MaxPartNumber = 10_000;

    public static MultipartUpload Get(S3Request request)
    {
        var id = request.Query("uploadId");
        return id is not null && request.Bucket.Uploads.TryGetValue(id, out var upload) && string.Equals(upload.Key, request.Key
, StringComparison.Ordinal) ? upload
            : throw new AwsErrorException(S3Errors.NoSuchUpload.With("UploadId", id ?? ""));
    }

    /// <summary>A part is encrypted as its upload: by the same customer's key, or by a KMS key that can still be used.</summary>
    public static void RequireKeys(S3Request request, MultipartUpload upload)
    {
        var encryption = upload.Template.Encryption;
        if (!string.Equals(CustomerKey.Read(request, CustomerKey.Prefix), encryption.CustomerKeyMd5, StringComparison.Ordinal))
        {
            throw new AwsErrorException(S3Errors.InvalidRequest(encryption.CustomerKeyMd5 is null
                ? "The encryption parameters are not applicable to this object."
                : "The multipart upload initiate requested encryption. Subsequent part requests must include the appropriate encryption parameters."));
        }

        if (encryption.KmsKeyId is { } key)
        {
            request.Keys.Require(request, KeyAccess.Encrypt, key, KeyAccess.ContextOf(request.Bucket.Name, request.Key, encryption.BucketKey));
        }
    }

    public static int PartNumber(S3Request request) => request.QueryNumber("partNumber") is >= 1 and <= MaxPartNumber and var number
        ? number
        : throw new AwsErrorException(S3Errors.InvalidArgument(
            "Part number must be an integer between 1 and 10000, inclusive", "partNumber", request.Query("partNumber") ?? ""));

    /// <summary>Keeps a part, unless the upload ended while the part was on its way.</summary>
    public static void Put(S3Request request, MultipartUpload upload, UploadedPart part)
    {
        lock (upload.Gate)
        {
            if (upload.IsDone)
            {
                throw new AwsErrorException(S3Errors.NoSuchUpload.With("UploadId", upload.Id));
            }

            upload.Put(part);
            request.Bucket.Log.PartPut(request.Bucket, upload, part);
        }
    }
}
