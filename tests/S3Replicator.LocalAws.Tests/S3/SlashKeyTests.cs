using System.Net;
using Amazon.S3.Model;

namespace S3Replicator.LocalAws.Tests.S3;

/// <summary>
/// Keys that begin with slashes or hold several in a row are keys like any other. (The official SDK for .NET, with the bucket in the
/// path, signs <c>/bucket//key</c> and sends <c>/bucket/key</c>; that is refused here as at S3, for it would be another object.)
/// </summary>
public sealed class SlashKeyTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/a")]
    [InlineData("//a")]
    [InlineData("///")]
    [InlineData("/")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("/a//b/")]
    public async Task They_are_written_listed_read_and_deleted_as_they_are_signed(string key)
    {
        await using var aws = await LocalS3.StartAsync();
        await aws.CreateBucketAsync("bucket");
        using var http = new RawS3(aws.Server.Endpoint);

        using var put = await http.SendAsync(HttpMethod.Put, "/bucket/" + key, [1]);
        put.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await aws.Client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "bucket" }, Token)).S3Objects.Single().Key.ShouldBe(key);
        using var read = await http.SendAsync(HttpMethod.Get, "/bucket/" + key);
        (await read.Content.ReadAsByteArrayAsync(Token)).ShouldBe([1]);
        using var deleted = await http.SendAsync(HttpMethod.Delete, "/bucket/" + key);
        deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await aws.Client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "bucket" }, Token)).KeyCount.ShouldBe(0);
    }

    [Fact]
    public async Task A_slash_that_was_signed_and_not_sent_is_refused()
    {
        await using var aws = await LocalS3.StartAsync();
        await aws.CreateBucketAsync("bucket");

        (await LocalS3.FailsAsync(() => aws.PutAsync("bucket", "/a", "x"))).ErrorCode.ShouldBe("SignatureDoesNotMatch");
    }
}
