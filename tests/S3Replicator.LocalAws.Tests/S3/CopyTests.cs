using Amazon.S3;
using Amazon.S3.Model;

namespace S3Replicator.LocalAws.Tests.S3;

public sealed class CopyTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Carries_metadata_tags_and_checksum_but_not_class_redirect_or_acl()
    {
        await using var local = await LocalS3.StartAsync();
        await local.CreateBucketAsync("copies");
        await local.PutAsync("copies", "source", "payload", request =>
        {
            request.Metadata.Add("m", "1");
            request.Headers.ContentDisposition = "inline";
            request.TagSet = [new Tag { Key = "t", Value = "2" }];
            request.StorageClass = S3StorageClass.StandardInfrequentAccess;
            request.WebsiteRedirectLocation = "/elsewhere";
            request.ChecksumAlgorithm = ChecksumAlgorithm.SHA256;
        });

        await CopyAsync(local, "plain", _ => { });
        await CopyAsync(local, "replaced", request =>
        {
            request.MetadataDirective = S3MetadataDirective.REPLACE;
            request.Metadata.Add("n", "3");
            request.ContentType = "text/new";
            request.TaggingDirective = TaggingDirective.REPLACE;
            request.TagSet = [new Tag { Key = "u", Value = "4" }];
        });

        var plain = await HeadAsync(local, "plain");
        plain.Metadata["m"].ShouldBe("1");
        plain.Headers.ContentDisposition.ShouldBe("inline");
        plain.TagsCount.ShouldBe(1);
        plain.StorageClass.ShouldBeNull();
        plain.WebsiteRedirectLocation.ShouldBeNull();
        plain.ChecksumSHA256.ShouldBe("I59Z7VXnN8dxR89VrQwbAwttfudIp0JpUvm4UtWpNeU=");
        var replaced = await HeadAsync(local, "replaced");
        replaced.Metadata.Keys.ShouldBe(["x-amz-meta-n"]);
        replaced.Headers.ContentType.ShouldBe("text/new");
        replaced.Headers.ContentDisposition.ShouldBeNull();
    }

    [Fact]
    public async Task Refuses_what_S3_refuses_in_its_words()
    {
        await using var local = await LocalS3.StartAsync();
        await local.CreateBucketAsync("copies", versioned: true);
        await local.PutAsync("copies", "source", "payload");
        await local.PutAsync("copies", "cold", "payload", request => request.StorageClass = S3StorageClass.DeepArchive);
        await local.PutAsync("copies", "hidden", "payload");
        var marker = await local.Client.DeleteObjectAsync("copies", "hidden", Cancelled);
        using var raw = new RawS3(local.Server.Endpoint);
        using var huge = await raw.SendAsync(HttpMethod.Put, "/copies/huge", [], request => request.Headers.Add("x-local-aws-pattern-length", "5368709121"));
        huge.EnsureSuccessStatusCode();

        await ShouldFailAsync(CopyAsync(local, "d", request => request.SourceBucket = "no-such-bucket"), 404, "NoSuchBucket");
        await ShouldFailAsync(CopyAsync(local, "d", request => request.DestinationBucket = "no-such-bucket"), 404, "NoSuchBucket");
        await ShouldFailAsync(CopyAsync(local, "d", request => request.SourceKey = "absent"), 404, "NoSuchKey");
        await ShouldFailAsync(CopyAsync(local, "d", request => request.SourceKey = "hidden"), 404, "NoSuchKey");
        await ShouldFailAsync(CopyAsync(local, "d", request => request.SourceVersionId = new string('x', 32)), 404, "NoSuchVersion");
        await ShouldFailAsync(CopyAsync(local, "d", request => request.SourceVersionId = "nonsense"), 400, "InvalidArgument");
        await ShouldFailAsync(
            CopyAsync(local, "d", request => (request.SourceKey, request.SourceVersionId) = ("hidden", marker.VersionId)), 400, "InvalidRequest");
        await ShouldFailAsync(CopyAsync(local, "d", request => request.SourceKey = "cold"), 403, "InvalidObjectState");
        await ShouldFailAsync(CopyAsync(local, "source", _ => { }), 400, "InvalidRequest");
        await ShouldFailAsync(CopyAsync(local, "d", request => request.ExpectedBucketOwner = "111122223333"), 403, "AccessDenied");
        await ShouldFailAsync(CopyAsync(local, "d", request => request.ExpectedSourceBucketOwner = "111122223333"), 403, "AccessDenied");
        var tooLarge = await LocalS3.FailsAsync(() => CopyAsync(local, "d", request => request.SourceKey = "huge"));
        tooLarge.ErrorCode.ShouldBe("InvalidRequest");
        tooLarge.Message.ShouldBe("The specified copy source is larger than the maximum allowable size for a copy source: 5368709120");
    }

    [Fact]
    public async Task A_copy_onto_itself_may_change_the_class_and_an_old_version_may_be_brought_back()
    {
        await using var local = await LocalS3.StartAsync();
        await local.CreateBucketAsync("copies", versioned: true);
        var old = await local.PutAsync("copies", "source", "old");
        await local.PutAsync("copies", "source", "new");

        await CopyAsync(local, "source", request => request.StorageClass = S3StorageClass.OneZoneInfrequentAccess);
        (await HeadAsync(local, "source")).StorageClass.ShouldBe(S3StorageClass.OneZoneInfrequentAccess);
        await CopyAsync(local, "source", request => request.SourceVersionId = old.VersionId);
        (await local.ReadAsync("copies", "source")).ShouldBe("old");
    }

    [Fact]
    public async Task A_request_for_another_region_is_sent_there()
    {
        await using var local = await LocalS3.StartAsync();
        await local.CreateBucketAsync("in-ireland", region: "eu-west-1");

        var redirect = await LocalS3.FailsAsync(() => local.Client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "in-ireland" }, Cancelled));
        redirect.ErrorCode.ShouldBe("PermanentRedirect");
        ((int)redirect.StatusCode).ShouldBe(301);
        using var raw = new RawS3(local.Server.Endpoint);
        using var head = await raw.SendAsync(HttpMethod.Head, "/in-ireland");
        ((int)head.StatusCode).ShouldBe(301);
        head.Headers.GetValues("x-amz-bucket-region").Single().ShouldBe("eu-west-1");
        (await local.Client.GetBucketLocationAsync("in-ireland", Cancelled)).Location.Value.ShouldBe("eu-west-1");
    }

    private static Task<CopyObjectResponse> CopyAsync(LocalS3 local, string key, Action<CopyObjectRequest> change)
    {
        var request = new CopyObjectRequest { SourceBucket = "copies", SourceKey = "source", DestinationBucket = "copies", DestinationKey = key };
        change(request);
        return local.Client.CopyObjectAsync(request, Cancelled);
    }

    private static Task<GetObjectMetadataResponse> HeadAsync(LocalS3 local, string key) => local.Client.GetObjectMetadataAsync(
        new GetObjectMetadataRequest { BucketName = "copies", Key = key, ChecksumMode = ChecksumMode.ENABLED }, Cancelled);

    private static async Task ShouldFailAsync(Task action, int status, string code)
    {
        var exception = await LocalS3.FailsAsync(() => action);
        exception.ErrorCode.ShouldBe(code);
        ((int)exception.StatusCode).ShouldBe(status, exception.Message);
    }
}
