using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Time.Testing;

namespace S3Replicator.LocalAws.Tests.S3;

public sealed class SignatureTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/odd/a//b")]
    [InlineData("/odd/../up")]
    [InlineData("/odd/./here")]
    [InlineData("/odd//leading")]
    [InlineData("/odd/a%2Bb%20c")]
    [InlineData("/odd/50%25%2541")]
    [InlineData("/odd/%C3%BC%F0%9F%98%80")]
    [InlineData("/odd/%0Anewline")]
    [InlineData("/odd/%21%27%28%29%2A")]
    [InlineData("/odd/trailing/")]
    public async Task Keys_of_every_shape_arrive_unharmed(string path)
    {
        await using var local = await LocalS3.StartAsync();
        using var raw = new RawS3(local.Server.Endpoint);
        await local.CreateBucketAsync("odd");
        var key = Uri.UnescapeDataString(path["/odd/".Length..]);

        using var put = await raw.SendAsync(HttpMethod.Put, path, "content"u8.ToArray());
        put.StatusCode.ShouldBe(HttpStatusCode.OK, await put.Content.ReadAsStringAsync(Cancelled));
        using var get = await raw.SendAsync(HttpMethod.Get, path);
        (await get.Content.ReadAsStringAsync(Cancelled)).ShouldBe("content");
        var list = await local.Client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "odd", Encoding = EncodingType.Url }, Cancelled);
        WebUtility.UrlDecode(list.S3Objects.ShouldHaveSingleItem().Key).ShouldBe(key);
        local.Server.Requests.Snapshot().Count(request => request.Key == key).ShouldBe(2);
    }

    [Fact]
    public async Task A_key_may_have_1024_bytes_and_not_one_more()
    {
        await using var local = await LocalS3.StartAsync();
        using var raw = new RawS3(local.Server.Endpoint);
        await local.CreateBucketAsync("long-keys");
        var longest = string.Concat(Enumerable.Repeat("%C3%BC", 512));

        using var put = await raw.SendAsync(HttpMethod.Put, "/long-keys/" + longest, []);
        put.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var tooLong = await raw.SendAsync(HttpMethod.Put, $"/long-keys/{longest}a", []);
        await ShouldFailAsync(tooLong, HttpStatusCode.BadRequest, "KeyTooLongError");
    }

    [Fact]
    public async Task Refuses_a_wrong_secret_an_unknown_key_and_a_changed_header()
    {
        await using var local = await LocalS3.StartAsync();
        using var raw = new RawS3(local.Server.Endpoint);
        await local.CreateBucketAsync("guarded");

        using var changed = await raw.SendAsync(
            HttpMethod.Put, "/guarded/k", [1], afterSigning: request => request.Headers.Host = "elsewhere.example");
        await ShouldFailAsync(changed, HttpStatusCode.Forbidden, "SignatureDoesNotMatch");
        raw.SecretAccessKey = "wrong";
        using var wrong = await raw.SendAsync(HttpMethod.Put, "/guarded/k", [1]);
        await ShouldFailAsync(wrong, HttpStatusCode.Forbidden, "SignatureDoesNotMatch");
        raw.AccessKeyId = "AKIAUNKNOWN";
        using var unknown = await raw.SendAsync(HttpMethod.Put, "/guarded/k", [1]);
        await ShouldFailAsync(unknown, HttpStatusCode.Forbidden, "InvalidAccessKeyId");
        using var anonymous = await raw.SendUnsignedAsync(HttpMethod.Get, "/guarded/k");
        await ShouldFailAsync(anonymous, HttpStatusCode.Forbidden, "AccessDenied");
        (await local.Client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "guarded" }, Cancelled)).KeyCount.ShouldBe(0);
    }

    [Theory]
    [InlineData(-16)]
    [InlineData(16)]
    public async Task Refuses_a_clock_that_is_off_by_more_than_15_minutes(int minutes)
    {
        await using var local = await LocalS3.StartAsync();
        using var raw = new RawS3(local.Server.Endpoint);
        raw.Now = raw.Now.AddMinutes(minutes);

        using var response = await raw.SendAsync(HttpMethod.Get, "/");

        await ShouldFailAsync(response, HttpStatusCode.Forbidden, "RequestTimeTooSkewed");
    }

    [Fact]
    public async Task Refuses_a_body_that_is_not_the_one_that_was_signed()
    {
        await using var local = await LocalS3.StartAsync();
        using var raw = new RawS3(local.Server.Endpoint);
        await local.CreateBucketAsync("hashes");

        using var response = await raw.SendAsync(
            HttpMethod.Put, "/hashes/k", "signed"u8.ToArray(), afterSigning: request => request.Content = new ByteArrayContent("forged"u8.ToArray()));

        await ShouldFailAsync(response, HttpStatusCode.BadRequest, "XAmzContentSHA256Mismatch");
    }

    [Fact]
    public async Task Chunks_are_checked_one_by_one()
    {
        await using var local = await LocalS3.StartAsync();
        using var raw = new RawS3(local.Server.Endpoint);
        await local.CreateBucketAsync("chunks");

        using var good = await SendChunkedAsync(raw, "first chunk", "second", forged: false);
        good.StatusCode.ShouldBe(HttpStatusCode.OK, await good.Content.ReadAsStringAsync(Cancelled));
        (await local.ReadAsync("chunks", "k")).ShouldBe("first chunksecond");
        using var forged = await SendChunkedAsync(raw, "first chunk", "forged", forged: true);
        await ShouldFailAsync(forged, HttpStatusCode.Forbidden, "SignatureDoesNotMatch");
        (await local.ReadAsync("chunks", "k")).ShouldBe("first chunksecond");
    }

    [Fact]
    public async Task A_presigned_link_works_until_it_expires()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var local = await LocalS3.StartAsync(new LocalAwsOptions { TimeProvider = clock });
        using var http = new HttpClient();
        await local.CreateBucketAsync("links");
        await local.PutAsync("links", "a b", "linked");
        var link = await local.Client.GetPreSignedURLAsync(
            new GetPreSignedUrlRequest { BucketName = "links", Key = "a b", Expires = DateTime.UtcNow.AddMinutes(5), Protocol = Protocol.HTTP });

        (await http.GetStringAsync(link, Cancelled)).ShouldBe("linked");
        clock.Advance(TimeSpan.FromMinutes(6));
        using var expired = await http.GetAsync(link, Cancelled);

        await ShouldFailAsync(expired, HttpStatusCode.Forbidden, "AccessDenied");
        (await expired.Content.ReadAsStringAsync(Cancelled)).ShouldContain("Request has expired");
    }

    private static Task<HttpResponseMessage> SendChunkedAsync(RawS3 raw, string first, string second, bool forged)
    {
        var seed = "";
        return raw.SendAsync(
            HttpMethod.Put,
            "/chunks/k",
            [],
            request =>
            {
                request.Headers.Remove("x-amz-content-sha256");
                request.Headers.TryAddWithoutValidation("x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD");
                request.Headers.TryAddWithoutValidation("x-amz-decoded-content-length", (first.Length + second.Length).ToString(CultureInfo.InvariantCulture));
                request.Content = null;
            },
            request =>
            {
                seed = RawS3.SignatureOf(request);
                var body = new StringBuilder();
                foreach (var chunk in (string[])[first, second, ""])
                {
                    var signed = forged && chunk == second ? "something else" : chunk;
                    var time = request.Headers.GetValues("x-amz-date").Single();
                    var stringToSign = $"AWS4-HMAC-SHA256-PAYLOAD\n{time}\n{time[..8]}/us-east-1/s3/aws4_request\n{seed}\n{Hex("")}\n{Hex(signed)}";
                    seed = Convert.ToHexStringLower(HMACSHA256.HashData(raw.SigningKey(), Encoding.UTF8.GetBytes(stringToSign)));
                    body.Append(CultureInfo.InvariantCulture, $"{chunk.Length:x};chunk-signature={seed}\r\n{chunk}\r\n");
                }

                request.Content = new StringContent(body.ToString());
            });
    }

    private static string Hex(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static async Task ShouldFailAsync(HttpResponseMessage response, HttpStatusCode status, string code)
    {
        var body = await response.Content.ReadAsStringAsync(Cancelled);
        response.StatusCode.ShouldBe(status, body);
        body.ShouldContain($"<Code>{code}</Code>");
        response.Headers.GetValues("x-amz-request-id").ShouldHaveSingleItem();
    }
}
