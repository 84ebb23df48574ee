using Amazon;
using Amazon.Runtime;
using Amazon.S3.Model;
using S3Replicator.Aws.S3;
using S3Replicator.LocalAws;

namespace S3Replicator.Aws.Tests.S3;

/// <summary>Keys that begin with slashes are keys like any other, in the path style too.</summary>
public sealed class SlashedKeyTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/a")]
    [InlineData("//a")]
    [InlineData("/")]
    [InlineData("///")]
    [InlineData("/a//b/")]
    [InlineData("a//b")]
    public async Task Are_written_copied_read_listed_and_deleted(string key)
    {
        await using var server = await LocalAwsServer.StartAsync(new LocalAwsOptions(), Token);
        var context = new AwsContext(new BasicAWSCredentials("test", "test"), RegionEndpoint.USEast1, new AwsEndpoints(server.Endpoint.ToString(), null, null), new());
        using var client = CountedS3Client.Create(context, context.Credentials, RegionEndpoint.USEast1);
        await client.PutBucketAsync("bucket", Token);

        await client.PutObjectAsync(new PutObjectRequest { BucketName = "bucket", Key = key, ContentBody = "x" }, Token);
        await client.CopyObjectAsync("bucket", key, "bucket", key + "copy", Token);
        using var read = await client.GetObjectAsync("bucket", key + "copy", Token);
        read.ContentLength.ShouldBe(1);

        (await ListAsync()).ShouldBe([key, key + "copy"]);
        await client.DeleteObjectAsync("bucket", key, Token);
        (await ListAsync()).ShouldBe([key + "copy"]);

        async Task<IEnumerable<string>> ListAsync() =>
            (await client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "bucket" }, Token)).S3Objects.Select(item => item.Key);
    }
}
