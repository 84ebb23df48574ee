using System.Globalization;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace S3Replicator.Tests.Infrastructure;

/// <summary>Uploads objects of any size in parts that the local AWS keeps as patterns; one at a time.</summary>
public sealed class PatternUploads : IDisposable
{
    private readonly AmazonS3Client _s3;
    private long _length;
    private int _seed;

    public PatternUploads(string endpoint)
    {
        // The body that the client sees is empty, so its checksum would not be the pattern's.
        _s3 = new(
            new BasicAWSCredentials("test", "test"),
            new AmazonS3Config
            {
                ServiceURL = endpoint,
                AuthenticationRegion = LocalWorld.Home,
                ForcePathStyle = true,
                RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            });
        _s3.BeforeRequestEvent += (_, request) =>
        {
            if (request is WebServiceRequestEventArgs { Request: UploadPartRequest } part)
            {
                part.Headers["x-local-aws-pattern-length"] = _length.ToString(CultureInfo.InvariantCulture);
                part.Headers["x-local-aws-pattern-seed"] = _seed.ToString(CultureInfo.InvariantCulture);
            }
        };
    }

    /// <summary>Uploads parts of these sizes in bytes, whose content the seed makes, and gives the ETag.</summary>
    public async Task<string> UploadAsync(string bucket, string key, IEnumerable<long> sizes, int seed, CancellationToken cancellationToken)
    {
        var upload = await _s3.InitiateMultipartUploadAsync(bucket, key, cancellationToken);
        var parts = new List<PartETag>();
        _seed = seed;

        foreach (var (index, size) in sizes.Index())
        {
            _length = size;
            using var empty = new MemoryStream();
            parts.Add(new(await _s3.UploadPartAsync(
                new() { BucketName = bucket, Key = key, UploadId = upload.UploadId, PartNumber = index + 1, InputStream = empty }, cancellationToken)));
        }

        var completed = await _s3.CompleteMultipartUploadAsync(
            new() { BucketName = bucket, Key = key, UploadId = upload.UploadId, PartETags = parts }, cancellationToken);
        return completed.ETag;
    }

    public void Dispose() => _s3.Dispose();
}
