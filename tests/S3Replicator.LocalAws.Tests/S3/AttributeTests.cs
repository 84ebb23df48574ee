using Amazon.S3;
using Amazon.S3.Model;

namespace S3Replicator.LocalAws.Tests.S3;

/// <summary>GetObjectAttributes.</summary>
public sealed class AttributeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tells_what_is_asked_for_and_nothing_else()
    {
        await using var aws = await LocalS3.StartAsync();
        await aws.CreateBucketAsync("bucket", versioned: true);
        var put = await aws.PutAsync("bucket", "a", "hello", request => request.ChecksumAlgorithm = ChecksumAlgorithm.SHA256);

        var all = await AskAsync(aws, ObjectAttributes.ETag, ObjectAttributes.Checksum, ObjectAttributes.ObjectParts, ObjectAttributes.StorageClass, ObjectAttributes.ObjectSize);
        all.ETag.ShouldBe(put.ETag.Trim('"'));
        all.Checksum.ChecksumSHA256.ShouldBe(put.ChecksumSHA256);
        all.ObjectParts.ShouldBeNull();
        all.StorageClass.ShouldBe(S3StorageClass.Standard);
        all.ObjectSize.ShouldBe(5);
        all.VersionId.ShouldBe(put.VersionId);
        var size = await AskAsync(aws, ObjectAttributes.ObjectSize);
        size.ETag.ShouldBeNull();
        size.ObjectSize.ShouldBe(5);
    }

    [Fact]
    public async Task Parts_come_in_pages()
    {
        await using var aws = await LocalS3.StartAsync();
        await aws.CreateBucketAsync("bucket");
        var upload = await aws.Client.InitiateMultipartUploadAsync(
            new InitiateMultipartUploadRequest { BucketName = "bucket", Key = "a", ChecksumAlgorithm = ChecksumAlgorithm.CRC32 }, Token);
        var parts = new List<PartETag>();
        for (var number = 1; number <= 3; number++)
        {
            var part = await aws.Client.UploadPartAsync(
                new UploadPartRequest { BucketName = "bucket", Key = "a", UploadId = upload.UploadId, PartNumber = number, InputStream = new MemoryStream(new byte[5 * 1024 * 1024]), ChecksumAlgorithm = ChecksumAlgorithm.CRC32 }, Token);
            parts.Add(new PartETag(number, part.ETag) { ChecksumCRC32 = part.ChecksumCRC32 });
        }

        await aws.Client.CompleteMultipartUploadAsync(
            new CompleteMultipartUploadRequest { BucketName = "bucket", Key = "a", UploadId = upload.UploadId, PartETags = parts }, Token);

        var first = await aws.Client.GetObjectAttributesAsync(
            new GetObjectAttributesRequest { BucketName = "bucket", Key = "a", ObjectAttributes = [ObjectAttributes.ObjectParts], MaxParts = 2 }, Token);
        var second = await aws.Client.GetObjectAttributesAsync(
            new GetObjectAttributesRequest { BucketName = "bucket", Key = "a", ObjectAttributes = [ObjectAttributes.ObjectParts], PartNumberMarker = first.ObjectParts.NextPartNumberMarker }, Token);

        first.ObjectParts.TotalPartsCount.ShouldBe(3);
        first.ObjectParts.IsTruncated.ShouldBe(true);
        first.ObjectParts.Parts.Concat(second.ObjectParts.Parts).Select(part => part.PartNumber).ShouldBe([1, 2, 3]);
        second.ObjectParts.IsTruncated.ShouldBe(false);
        second.ObjectParts.Parts.Single().ChecksumCRC32.ShouldNotBeNull();
    }

    [Fact]
    public async Task Unknown_names_and_missing_objects_are_refused()
    {
        await using var aws = await LocalS3.StartAsync();
        await aws.CreateBucketAsync("bucket");

        (await LocalS3.FailsAsync(() => AskAsync(aws, ObjectAttributes.ETag))).ErrorCode.ShouldBe("NoSuchKey");
        await aws.PutAsync("bucket", "a", "x");
        (await LocalS3.FailsAsync(() => AskAsync(aws, "Colour"))).ErrorCode.ShouldBe("InvalidArgument");
    }

    private static Task<GetObjectAttributesResponse> AskAsync(LocalS3 aws, params ObjectAttributes[] attributes) =>
        aws.Client.GetObjectAttributesAsync(new GetObjectAttributesRequest { BucketName = "bucket", Key = "a", ObjectAttributes = [.. attributes] }, Token);
}
