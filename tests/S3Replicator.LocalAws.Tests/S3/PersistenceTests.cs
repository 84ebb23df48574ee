using Amazon.S3.Model;

namespace S3Replicator.LocalAws.Tests.S3;

public sealed class PersistenceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("local-aws-").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_is_there_again_after_a_restart()
    {
        var large = new string('x', 100_000);
        string first, second, marker, upload;
        await using (var local = await StartAsync())
        {
            await local.CreateBucketAsync("kept", versioned: true);
            await local.CreateBucketAsync("gone");
            await local.Client.DeleteBucketAsync("gone", Cancelled);
            first = (await local.PutAsync("kept", "k/ü", "one", request =>
            {
                request.Metadata.Add("m", "1");
                request.TagSet = [new Tag { Key = "t", Value = "2" }];
            })).VersionId;
            second = (await local.PutAsync("kept", "k/ü", large)).VersionId;
            await local.Client.CopyObjectAsync("kept", "k/ü", "kept", "copy", Cancelled);
            await local.PutAsync("kept", "deleted", "x");
            marker = (await local.Client.DeleteObjectAsync("kept", "deleted", Cancelled)).VersionId;
            upload = (await local.Client.InitiateMultipartUploadAsync("kept", "parts", Cancelled)).UploadId;
            await local.Client.UploadPartAsync(
                new UploadPartRequest { BucketName = "kept", Key = "parts", UploadId = upload, PartNumber = 1, InputStream = new MemoryStream([1, 2, 3]) },
                Cancelled);
        }

        for (var restart = 0; restart < 2; restart++)
        {
            await using var local = await StartAsync();
            (await local.Client.ListBucketsAsync(Cancelled)).Buckets.ShouldHaveSingleItem().BucketName.ShouldBe("kept");
            (await local.ReadAsync("kept", "k/ü", first)).ShouldBe("one");
            (await local.ReadAsync("kept", "k/ü")).ShouldBe(large);
            (await local.ReadAsync("kept", "copy")).ShouldBe(large);
            var head = await local.Client.GetObjectMetadataAsync(
                new GetObjectMetadataRequest { BucketName = "kept", Key = "k/ü", VersionId = first }, Cancelled);
            head.Metadata["m"].ShouldBe("1");
            head.TagsCount.ShouldBe(1);
            (await local.Client.ListVersionsAsync(new ListVersionsRequest { BucketName = "kept", Prefix = "k/" }, Cancelled))
                .Versions.Select(version => version.VersionId).ShouldBe([second, first]);
            (await local.Client.ListVersionsAsync(new ListVersionsRequest { BucketName = "kept", Prefix = "deleted" }, Cancelled))
                .Versions[0].VersionId.ShouldBe(marker);
            (await local.Client.ListPartsAsync("kept", "parts", upload, Cancelled)).Parts.ShouldHaveSingleItem().Size.ShouldBe(3);
        }
    }

    [Fact]
    public async Task A_record_cut_short_loses_only_itself()
    {
        await using (var local = await StartAsync())
        {
            await local.CreateBucketAsync("kept");
            await local.PutAsync("kept", "a", "one");
            await local.PutAsync("kept", "b", "two");
        }

        var journal = Path.Combine(_folder, "journal");
        await using (var file = new FileStream(journal, FileMode.Open))
        {
            file.SetLength(file.Length - 3);
        }

        await using var again = await StartAsync();
        (await again.Client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "kept" }, Cancelled))
            .S3Objects.ShouldHaveSingleItem().Key.ShouldBe("a");
    }

    [Fact]
    public async Task A_folder_serves_one_process_at_a_time()
    {
        await using var local = await StartAsync();

        await Should.ThrowAsync<DataFolderException>(() => StartAsync());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<LocalS3> StartAsync() => LocalS3.StartAsync(new LocalAwsOptions { DataDirectory = _folder });
}
