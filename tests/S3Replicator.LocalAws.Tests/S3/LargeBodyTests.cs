using Amazon.S3.Model;

namespace S3Replicator.LocalAws.Tests.S3;

/// <summary>Bodies around the size at which they are sent in pieces.</summary>
public sealed class LargeBodyTests
{
    private const int Piece = 256 * 1024;

    [Theory]
    [InlineData(Piece - 1)]
    [InlineData(Piece)]
    [InlineData(Piece + 1)]
    [InlineData(3 * Piece)]
    [InlineData(4 * Piece + 4097)]
    public async Task Sends_a_body_to_its_last_byte(int size)
    {
        await using var local = await LocalS3.StartAsync();
        await local.CreateBucketAsync("large-bodies");
        var body = new byte[size];
        new Random(size).NextBytes(body);
        await local.Client.PutObjectAsync(
            new PutObjectRequest { BucketName = "large-bodies", Key = "key", InputStream = new MemoryStream(body) }, TestContext.Current.CancellationToken);

        using var whole = await local.Client.GetObjectAsync("large-bodies", "key", TestContext.Current.CancellationToken);
        (await BytesAsync(whole)).ShouldBe(body);
        using var part = await local.Client.GetObjectAsync(
            new GetObjectRequest { BucketName = "large-bodies", Key = "key", ByteRange = new ByteRange(1, size - 1) }, TestContext.Current.CancellationToken);
        (await BytesAsync(part)).ShouldBe(body[1..]);
    }

    private static async Task<byte[]> BytesAsync(GetObjectResponse response)
    {
        using var bytes = new MemoryStream();
        await response.ResponseStream.CopyToAsync(bytes, TestContext.Current.CancellationToken);
        return bytes.ToArray();
    }
}
