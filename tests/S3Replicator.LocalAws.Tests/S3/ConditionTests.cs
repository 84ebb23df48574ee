using System.Net;
using Amazon.S3.Model;

namespace S3Replicator.LocalAws.Tests.S3;

public sealed class ConditionTests
{
    private const string Bucket = "conditions";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_put_may_ask_that_the_key_is_new_or_unchanged()
    {
        await using var local = await LocalS3.StartAsync();
        await local.CreateBucketAsync(Bucket, versioned: true);
        var first = await local.PutAsync(Bucket, "k", "one", request => request.IfNoneMatch = "*");

        await ShouldFailAsync(local.PutAsync(Bucket, "k", "two", request => request.IfNoneMatch = "*"), 412, "PreconditionFailed");
        await ShouldFailAsync(local.PutAsync(Bucket, "k", "two", request => request.IfMatch = "\"00000000000000000000000000000000\""), 412, "PreconditionFailed");
        await ShouldFailAsync(local.PutAsync(Bucket, "absent", "two", request => request.IfMatch = first.ETag), 404, "NoSuchKey");
        await ShouldFailAsync(local.PutAsync(Bucket, "k", "two", request => request.IfNoneMatch = first.ETag), 501, "NotImplemented");
        await local.PutAsync(Bucket, "k", "two", request => request.IfMatch = first.ETag);
        (await local.ReadAsync(Bucket, "k")).ShouldBe("two");
    }

    [Fact]
    public async Task A_delete_marker_counts_as_no_object()
    {
        await using var local = await LocalS3.StartAsync();
        await local.CreateBucketAsync(Bucket, versioned: true);
        var put = await local.PutAsync(Bucket, "k", "one");
        await local.Client.DeleteObjectAsync(Bucket, "k", Cancelled);

        await ShouldFailAsync(local.PutAsync(Bucket, "k", "two", request => request.IfMatch = put.ETag), 404, "NoSuchKey");
        await local.PutAsync(Bucket, "k", "two", request => request.IfNoneMatch = "*");
    }

    [Fact]
    public async Task A_copy_is_fenced_on_both_sides()
    {
        await using var local = await LocalS3.StartAsync();
        await local.CreateBucketAsync(Bucket);
        var source = await local.PutAsync(Bucket, "source", "one");
        var taken = await local.PutAsync(Bucket, "taken", "other");

        await ShouldFailAsync(CopyAsync(local, "taken", request => request.IfNoneMatch = "*"), 412, "PreconditionFailed");
        await ShouldFailAsync(CopyAsync(local, "taken", request => request.IfMatch = source.ETag), 412, "PreconditionFailed");
        await ShouldFailAsync(CopyAsync(local, "free", request => request.IfMatch = source.ETag), 404, "NoSuchKey");
        await ShouldFailAsync(CopyAsync(local, "free", request => request.ETagToMatch = taken.ETag), 412, "PreconditionFailed");
        await ShouldFailAsync(CopyAsync(local, "free", request => request.ETagToNotMatch = source.ETag), 412, "PreconditionFailed");
        await CopyAsync(local, "free", request => request.IfNoneMatch = "*");
        await CopyAsync(local, "taken", request => request.IfMatch = taken.ETag);
        (await local.ReadAsync(Bucket, "taken")).ShouldBe("one");
    }

    [Fact]
    public async Task A_delete_may_ask_that_the_object_is_unchanged()
    {
        await using var local = await LocalS3.StartAsync();
        await local.CreateBucketAsync(Bucket, versioned: true);
        var first = await local.PutAsync(Bucket, "k", "one");
        var second = await local.PutAsync(Bucket, "k", "two");

        await ShouldFailAsync(DeleteAsync(local, "k", first.ETag), 412, "PreconditionFailed");
        await ShouldFailAsync(DeleteAsync(local, "absent", first.ETag), 404, "NoSuchKey");
        (await DeleteAsync(local, "k", second.ETag)).DeleteMarker.ShouldBe("true");
        await ShouldFailAsync(DeleteAsync(local, "k", second.ETag), 412, "PreconditionFailed");
    }

    [Fact]
    public async Task A_read_may_ask_for_a_tag_or_a_time()
    {
        await using var local = await LocalS3.StartAsync();
        await local.CreateBucketAsync(Bucket);
        var put = await local.PutAsync(Bucket, "k", "one");

        await ShouldFailAsync(GetAsync(local, request => request.EtagToMatch = "\"other\""), 412, "PreconditionFailed");
        await ShouldFailAsync(GetAsync(local, request => request.EtagToNotMatch = put.ETag), 304, null);
        await ShouldFailAsync(GetAsync(local, request => request.ModifiedSinceDate = DateTime.UtcNow.AddHours(1)), 304, null);
        await ShouldFailAsync(GetAsync(local, request => request.UnmodifiedSinceDate = DateTime.UtcNow.AddHours(-1)), 412, "PreconditionFailed");
        (await GetAsync(local, request => request.EtagToMatch = put.ETag)).HttpStatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static Task<CopyObjectResponse> CopyAsync(LocalS3 local, string key, Action<CopyObjectRequest> change)
    {
        var request = new CopyObjectRequest { SourceBucket = Bucket, SourceKey = "source", DestinationBucket = Bucket, DestinationKey = key };
        change(request);
        return local.Client.CopyObjectAsync(request, Cancelled);
    }

    private static Task<DeleteObjectResponse> DeleteAsync(LocalS3 local, string key, string etag) =>
        local.Client.DeleteObjectAsync(new DeleteObjectRequest { BucketName = Bucket, Key = key, IfMatch = etag }, Cancelled);

    private static Task<GetObjectResponse> GetAsync(LocalS3 local, Action<GetObjectRequest> change)
    {
        var request = new GetObjectRequest { BucketName = Bucket, Key = "k" };
        change(request);
        return local.Client.GetObjectAsync(request, Cancelled);
    }

    private static async Task ShouldFailAsync(Task action, int status, string? code)
    {
        var exception = await LocalS3.FailsAsync(() => action);
        ((int)exception.StatusCode).ShouldBe(status, exception.Message);
        if (code is not null)
        {
            exception.ErrorCode.ShouldBe(code);
        }
    }
}
