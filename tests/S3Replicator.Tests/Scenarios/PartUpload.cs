using Amazon.S3;
using Amazon.S3.Model;

namespace S3Replicator.Tests.Scenarios;

/// <summary>Uploads an object of zeros in parts.</summary>
internal static class PartUpload
{
    /// <summary>The least that a part may have which is not the last.</summary>
    public const int PartSize = 5 << 20;

    /// <summary>Uploads and gives the ETag.</summary>
    public static async Task<string> RunAsync(AmazonS3Client s3, string bucket, string key, int fullParts, int last, CancellationToken cancellationToken)
    {
        var request = new InitiateMultipartUploadRequest { BucketName = bucket, Key = key };
        request.Metadata["colour"] = "blue";
        var upload = (await s3.InitiateMultipartUploadAsync(request, cancellationToken)).UploadId;
        var done = new List<PartETag>();
        for (var number = 1; number <= fullParts + 1; number++)
        {
            using var content = new MemoryStream(new byte[number <= fullParts ? PartSize : last]);
            done.Add(new(await s3.UploadPartAsync(
                new() { BucketName = bucket, Key = key, UploadId = upload, PartNumber = number, InputStream = content }, cancellationToken)));
        }

        var completed = await s3.CompleteMultipartUploadAsync(
            new() { BucketName = bucket, Key = key, UploadId = upload, PartETags = done }, cancellationToken);
        return completed.ETag;
    }
}
