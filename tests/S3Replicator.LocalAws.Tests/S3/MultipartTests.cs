using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;

namespace S3Replicator.LocalAws.Tests.S3;

public sealed class MultipartTests
{
    private const int Part = 5 * 1024 * 1024;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData("CRC32")]
    [InlineData("SHA256")]
    public async Task Joins_parts_into_one_object(string? algorithm)
    {
        await using var local = await LocalS3.StartAsync();
        await local.CreateBucketAsync("parts");
        var first = Bytes(Part, 1);
        var second = Bytes(1000, 2);
        var upload = await CreateAsync(local, "big", request =>
        {
            request.ChecksumAlgorithm = algorithm is null ? null : ChecksumAlgorithm.FindValue(algorithm);
            request.Metadata.Add("m", "1");
            request.TagSet = [new Tag { Key = "t", Value = "2" }];
            request.StorageClass = S3StorageClass.GlacierInstantRetrieval;
        });
        var parts = new[] { await UploadAsync(local, upload, 1, first, algorithm), await UploadAsync(local, upload, 2, second, algorithm) };

        var complete = new CompleteMultipartUploadRequest { BucketName = "parts", Key = "big", UploadId = upload };
        complete.AddPartETags(parts);
        var done = await local.Client.CompleteMultipartUploadAsync(complete, Cancelled);

        // S3's entity tags are MD5s.
#pragma warning disable CA5351
        var expected = Convert.ToHexStringLower(MD5.HashData([.. MD5.HashData(first), .. MD5.HashData(second)]));
#pragma warning restore CA5351
        done.ETag.ShouldBe($"\"{expected}-2\"");
        using var get = await local.Client.GetObjectAsync("parts", "big", Cancelled);
        using var memory = new MemoryStream();
        await get.ResponseStream.CopyToAsync(memory, Cancelled);
        memory.ToArray().AsSpan().SequenceEqual([.. first, .. second]).ShouldBeTrue();
        get.Metadata["m"].ShouldBe("1");
        get.StorageClass.ShouldBe(S3StorageClass.GlacierInstantRetrieval);
        var head = await local.Client.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = "parts", Key = "big", PartNumber = 1 }, Cancelled);
        head.PartsCount.ShouldBe(2);
        head.ContentLength.ShouldBe(Part);
    }

    [Fact]
    public async Task Copies_parts_of_terabytes_without_their_bytes()
    {
        const long Size = 20L * 1024 * 1024 * 1024;
        await using var local = await LocalS3.StartAsync();
        await local.CreateBucketAsync("parts", versioned: true);
        using var raw = new RawS3(local.Server.Endpoint);
        using var put = await raw.SendAsync(HttpMethod.Put, "/parts/huge", [], request =>
            request.Headers.Add("x-local-aws-pattern-length", Size.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        put.EnsureSuccessStatusCode();
        var version = put.Headers.GetValues("x-amz-version-id").Single();
        var upload = await CreateAsync(local, "copy");
        var etags = new List<PartETag>();
        const long Step = Size / 5;
        for (var number = 1; number <= 5; number++)
        {
            var copied = await local.Client.CopyPartAsync(
                new CopyPartRequest
                {
                    SourceBucket = "parts",
                    SourceKey = "huge",
                    SourceVersionId = version,
                    DestinationBucket = "parts",
                    DestinationKey = "copy",
                    UploadId = upload,
                    PartNumber = number,
                    FirstByte = (number - 1) * Step,
                    LastByte = (number * Step) - 1,
                },
                Cancelled);
            copied.CopySourceVersionId.ShouldBe(version);
            etags.Add(new PartETag(number, copied.ETag));
        }

        var complete = new CompleteMultipartUploadRequest { BucketName = "parts", Key = "copy", UploadId = upload };
        complete.AddPartETags(etags);
        await local.Client.CompleteMultipartUploadAsync(complete, Cancelled);

        (await local.Client.GetObjectMetadataAsync("parts", "copy", Cancelled)).ContentLength.ShouldBe(Size);
        (await RangeAsync(local, "copy", Step - 50)).ShouldBe(await RangeAsync(local, "huge", Step - 50));
        GC.GetTotalMemory(forceFullCollection: true).ShouldBeLessThan(500_000_000);
    }

    [Fact]
    public async Task Refuses_wrong_parts_small_parts_and_finished_uploads()
    {
        await using var local = await LocalS3.StartAsync();
        await local.CreateBucketAsync("parts");
        var upload = await CreateAsync(local, "k");
        var first = await UploadAsync(local, upload, 1, Bytes(10, 1), null);
        var second = await UploadAsync(local, upload, 2, Bytes(10, 2), null);

        await ShouldFailAsync(CompleteAsync(local, upload, [first, second]), "EntityTooSmall");
        await ShouldFailAsync(CompleteAsync(local, upload, [new PartETag(1, second.ETag)]), "InvalidPart");
        await ShouldFailAsync(CompleteAsync(local, upload, [first], request => request.IfMatch = first.ETag), "NoSuchKey");
        await local.PutAsync("parts", "k", "taken");
        await ShouldFailAsync(CompleteAsync(local, upload, [first], request => request.IfNoneMatch = "*"), "PreconditionFailed");
        (await local.Client.ListPartsAsync("parts", "k", upload, Cancelled)).Parts.Count.ShouldBe(2);
        (await local.Client.ListMultipartUploadsAsync("parts", Cancelled)).MultipartUploads.ShouldHaveSingleItem().UploadId.ShouldBe(upload);
        await CompleteAsync(local, upload, [first]);
        await ShouldFailAsync(CompleteAsync(local, upload, [first]), "NoSuchUpload");
        await ShouldFailAsync(UploadAsync(local, upload, 3, Bytes(1, 1), null), "NoSuchUpload");
        await ShouldFailAsync(local.Client.AbortMultipartUploadAsync("parts", "k", upload, Cancelled), "NoSuchUpload");
    }

    private static async Task<string> CreateAsync(LocalS3 local, string key, Action<InitiateMultipartUploadRequest>? change = null)
    {
        var request = new InitiateMultipartUploadRequest { BucketName = "parts", Key = key };
        change?.Invoke(request);
        return (await local.Client.InitiateMultipartUploadAsync(request, Cancelled)).UploadId;
    }

    private static async Task<PartETag> UploadAsync(LocalS3 local, string upload, int number, byte[] bytes, string? algorithm)
    {
        var key = (await local.Client.ListMultipartUploadsAsync("parts", Cancelled)).MultipartUploads?.Find(item => item.UploadId == upload)?.Key ?? "k";
        var response = await local.Client.UploadPartAsync(
            new UploadPartRequest
            {
                BucketName = "parts",
                Key = key,
                UploadId = upload,
                PartNumber = number,
                InputStream = new MemoryStream(bytes),
                ChecksumAlgorithm = algorithm is null ? null : ChecksumAlgorithm.FindValue(algorithm),
            },
            Cancelled);
        return new PartETag(response.PartNumber ?? number, response.ETag)
        {
            ChecksumCRC32 = response.ChecksumCRC32,
            ChecksumSHA256 = response.ChecksumSHA256,
        };
    }

    private static Task<CompleteMultipartUploadResponse> CompleteAsync(
        LocalS3 local, string upload, List<PartETag> parts, Action<CompleteMultipartUploadRequest>? change = null)
    {
        var request = new CompleteMultipartUploadRequest { BucketName = "parts", Key = "k", UploadId = upload, PartETags = parts };
        change?.Invoke(request);
        return local.Client.CompleteMultipartUploadAsync(request, Cancelled);
    }

    private static async Task<string> RangeAsync(LocalS3 local, string key, long start)
    {
        using var response = await local.Client.GetObjectAsync(
            new GetObjectRequest { BucketName = "parts", Key = key, ByteRange = new ByteRange(start, start + 99) }, Cancelled);
        using var memory = new MemoryStream();
        await response.ResponseStream.CopyToAsync(memory, Cancelled);
        memory.Length.ShouldBe(100);
        return Convert.ToHexString(memory.ToArray());
    }

    private static async Task ShouldFailAsync(Task action, string code) => (await LocalS3.FailsAsync(() => action)).ErrorCode.ShouldBe(code);

    private static byte[] Bytes(int count, int seed)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
