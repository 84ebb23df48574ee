using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace S3Replicator.LocalAws.Tests.S3;

public sealed class ObjectTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Gives_back_what_was_put()
    {
        await using var local = await LocalS3.StartAsync();
        await local.CreateBucketAsync("first-bucket");
        var put = await local.PutAsync("first-bucket", "dir/a b+c.txt", "hello", request =>
        {
            request.ContentType = "text/x-test";
            request.Metadata.Add("colour", "blue");
            request.StorageClass = S3StorageClass.StandardInfrequentAccess;
            request.TagSet = [new Tag { Key = "k", Value = "v w" }];
            request.Headers.CacheControl = "no-cache";
        });

        (await local.ReadAsync("first-bucket", "dir/a b+c.txt")).ShouldBe("hello");
        var head = await local.Client.GetObjectMetadataAsync("first-bucket", "dir/a b+c.txt", Cancelled);
        head.ETag.ShouldBe("\"5d41402abc4b2a76b9719d911017c592\"");
        head.ETag.ShouldBe(put.ETag);
        head.Headers.ContentType.ShouldBe("text/x-test");
        head.Headers.CacheControl.ShouldBe("no-cache");
        head.Metadata["colour"].ShouldBe("blue");
        head.StorageClass.ShouldBe(S3StorageClass.StandardInfrequentAccess);
        head.ContentLength.ShouldBe(5);
        head.ServerSideEncryptionMethod.ShouldBe(ServerSideEncryptionMethod.AES256);
        head.TagsCount.ShouldBe(1);
        var tags = await local.Client.GetObjectTaggingAsync(new GetObjectTaggingRequest { BucketName = "first-bucket", Key = "dir/a b+c.txt" }, Cancelled);
        tags.Tagging.ShouldHaveSingleItem().Value.ShouldBe("v w");
    }

    [Fact]
    public async Task Keeps_every_version_and_hides_the_key_behind_a_delete_marker()
    {
        await using var local = await LocalS3.StartAsync();
        await local.CreateBucketAsync("versioned", versioned: true);
        var first = await local.PutAsync("versioned", "k", "one");
        var second = await local.PutAsync("versioned", "k", "two");
        var delete = await local.Client.DeleteObjectAsync("versioned", "k", Cancelled);

        delete.DeleteMarker.ShouldBe("true");
        (await local.ReadAsync("versioned", "k", first.VersionId)).ShouldBe("one");
        (await local.ReadAsync("versioned", "k", second.VersionId)).ShouldBe("two");
        var gone = await LocalS3.FailsAsync(() => local.ReadAsync("versioned", "k"));
        gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        gone.ErrorCode.ShouldBe("NoSuchKey");
        var versions = await local.Client.ListVersionsAsync("versioned", Cancelled);
        versions.Versions.Select(version => version.VersionId).ShouldBe([delete.VersionId, second.VersionId, first.VersionId]);
        versions.Versions.Select(version => version.IsLatest ?? false).ShouldBe([true, false, false]);
        await local.Client.DeleteObjectAsync(new DeleteObjectRequest { BucketName = "versioned", Key = "k", VersionId = delete.VersionId }, Cancelled);
        (await local.ReadAsync("versioned", "k")).ShouldBe("two");
    }

    [Fact]
    public async Task Copies_metadata_and_tags_into_a_bucket_of_another_region()
    {
        await using var local = await LocalS3.StartAsync();
        await local.CreateBucketAsync("source", versioned: true);
        await local.CreateBucketAsync("destination", versioned: true, region: "eu-west-1");
        var put = await local.PutAsync("source", "k/ü", "payload", request =>
        {
            request.Metadata.Add("m", "1");
            request.TagSet = [new Tag { Key = "t", Value = "2" }];
        });

        var client = local.ClientIn("eu-west-1");
        var copy = await client.CopyObjectAsync(
            new CopyObjectRequest
            {
                SourceBucket = "source",
                SourceKey = "k/ü",
                SourceVersionId = put.VersionId,
                DestinationBucket = "destination",
                DestinationKey = "k/ü",
                StorageClass = S3StorageClass.GlacierInstantRetrieval,
            },
            Cancelled);

        copy.ETag.ShouldBe(put.ETag);
        copy.SourceVersionId.ShouldBe(put.VersionId);
        var head = await client.GetObjectMetadataAsync("destination", "k/ü", Cancelled);
        head.VersionId.ShouldBe(copy.VersionId);
        head.Metadata["m"].ShouldBe("1");
        head.TagsCount.ShouldBe(1);
        head.StorageClass.ShouldBe(S3StorageClass.GlacierInstantRetrieval);
    }

    [Fact]
    public async Task Lists_in_order_of_bytes_with_prefixes_and_pages()
    {
        await using var local = await LocalS3.StartAsync();
        await local.CreateBucketAsync("listing");
        foreach (var key in (string[])["b/2", "a", "b/1", "\U0001F600", "\uFB01", "c/x/y"])
        {
            await local.PutAsync("listing", key, key);
        }

        var all = await local.Client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "listing" }, Cancelled);
        all.S3Objects.Select(item => item.Key).ShouldBe(["a", "b/1", "b/2", "c/x/y", "\uFB01", "\U0001F600"]);
        var paged = new List<string>();
        string? token = null;
        do
        {
            var page = await local.Client.ListObjectsV2Async(
                new ListObjectsV2Request { BucketName = "listing", Delimiter = "/", MaxKeys = 1, ContinuationToken = token }, Cancelled);
            paged.AddRange((page.S3Objects ?? []).Select(item => item.Key).Concat(page.CommonPrefixes ?? []));
            token = page.NextContinuationToken;
        }
        while (token is not null);
        paged.ShouldBe(["a", "b/", "c/", "\uFB01", "\U0001F600"]);
    }
}
