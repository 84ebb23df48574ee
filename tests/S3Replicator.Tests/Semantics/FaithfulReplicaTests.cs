using System.Text.Json;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using S3Replicator.Tests.Infrastructure;

namespace S3Replicator.Tests.Semantics;

/// <summary>What a replica has of its source, copied whole and copied in parts.</summary>
public sealed class FaithfulReplicaTests : IAsyncLifetime
{
    private const string Mirror = "mirror";
    private const long SixGibibytes = 6L << 30;

    private LocalWorld _world = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await LocalWorld.StartAsync(Token);
        await _world.CreateBucketAsync(Mirror, LocalWorld.Home);
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task An_object_with_everything_set_is_the_same_after_one_copy()
    {
        await PutWithEverythingAsync("everything", new string('x', 100));

        // What S3 does not carry by itself needs a HEAD, which a rule without a storage class asks for.
        await DrainAsync(AsSource());

        await ShouldBeTheSameAsync("everything");
        _world.Requests.CountOf("CopyObject").ShouldBe(1);
    }

    [Fact]
    public async Task An_object_with_everything_set_is_the_same_after_a_copy_in_parts()
    {
        await PutWithEverythingAsync("everything", new string('x', 12 << 20));

        await DrainAsync(InParts());

        await ShouldBeTheSameAsync("everything");
        _world.Requests.CountOf("CopyObject").ShouldBe(0);
        _world.Requests.CountOf("UploadPartCopy").ShouldBe(3);
        await ShouldHaveNoUploadsAsync();
    }

    [Fact]
    public async Task An_object_of_six_gibibytes_is_copied_in_parts_with_its_ETag_kept_and_no_upload_left()
    {
        await PutPatternAsync("giant", SixGibibytes);

        await DrainAsync(LocalWorld.Rule("all", Mirror));

        var replica = await _world.HomeS3.GetObjectMetadataAsync(Mirror, "giant", Token);
        replica.ContentLength.ShouldBe(SixGibibytes);
        _world.Requests.CountOf("CopyObject").ShouldBe(0);
        _world.Requests.CountOf("UploadPartCopy").ShouldBe(48);
        await ShouldHaveNoUploadsAsync();
    }

    [Fact]
    public async Task The_storage_class_is_the_sources_where_the_rule_names_none()
    {
        await _world.HomeS3.PutObjectAsync(
            new() { BucketName = LocalWorld.Source, Key = "cold", ContentBody = "x", StorageClass = S3StorageClass.StandardInfrequentAccess }, Token);

        await DrainAsync(AsSource());

        (await _world.HomeS3.GetObjectMetadataAsync(Mirror, "cold", Token)).StorageClass.ShouldBe(S3StorageClass.StandardInfrequentAccess);
    }

    [Theory]
    [InlineData("a+b c%2Fd%25e.txt")]
    [InlineData("dot/../dot/./x")]
    [InlineData("double//slashes/")]
    [InlineData("ünï/日本語/😀")]
    [InlineData("quote'\"<>&;=@:,?#[]{}|\\^~`")]
    [InlineData("1024")]
    public async Task A_key_of_any_legal_shape_arrives_unharmed(string key)
    {
        key = key == "1024" ? new string('k', 1024) : key;
        await _world.HomeS3.PutObjectAsync(new() { BucketName = LocalWorld.Source, Key = key, ContentBody = "x" }, Token);

        await DrainAsync(LocalWorld.Rule("all", Mirror));

        var listed = await _world.HomeS3.ListObjectsV2Async(new() { BucketName = Mirror }, Token);
        listed.S3Objects.ShouldHaveSingleItem().Key.ShouldBe(key);
    }

    [Fact]
    public async Task Tags_changed_after_replication_follow()
    {
        await _world.HomeS3.PutObjectAsync(new() { BucketName = LocalWorld.Source, Key = "key", ContentBody = "x" }, Token);
        await DrainAsync(LocalWorld.Rule("all", Mirror));
        var changed = await _world.HomeS3.PutObjectTaggingAsync(
            new() { BucketName = LocalWorld.Source, Key = "key", Tagging = new() { TagSet = [new() { Key = "k", Value = "v" }] } }, Token);
        await _world.Queues.SendMessageAsync(_world.QueueUrl, TaggingEvent("key", changed.VersionId), Token);

        await DrainAsync(LocalWorld.Rule("all", Mirror));

        var tagging = await _world.HomeS3.GetObjectTaggingAsync(new() { BucketName = Mirror, Key = "key" }, Token);
        tagging.Tagging.Select(tag => (tag.Key, tag.Value)).ShouldBe([("k", "v")]);
    }

    private static string AsSource() =>
        LocalWorld.Rule("all", Mirror).Replace(", \"StorageClass\": \"STANDARD\"", string.Empty, StringComparison.Ordinal);

    private static string InParts() => LocalWorld.Rule("all", Mirror).TrimEnd().TrimEnd('}').TrimEnd()
        + """, "S3Replicator": { "MultipartThreshold": 5242880 } }""";

    private static string TaggingEvent(string key, string? versionId) => JsonSerializer.Serialize(new
    {
        Records = new[]
        {
            new
            {
                eventVersion = "2.3",
                eventSource = "aws:s3",
                eventTime = "2026-01-02T03:04:05.678Z",
                eventName = "ObjectTagging:Put",
                s3 = new { bucket = new { name = LocalWorld.Source }, @object = new { key, versionId } },
            },
        },
    });

    private async Task DrainAsync(string rule)
    {
        var result = await _world.DrainAsync(_world.WriteRules(rule), Token);
        result.ExitCode.ShouldBe(0, result.ToString());
    }

    private async Task PutWithEverythingAsync(string key, string body)
    {
        var upload = new InitiateMultipartUploadRequest { BucketName = LocalWorld.Source, Key = key };
        var request = new PutObjectRequest
        {
            BucketName = LocalWorld.Source,
            Key = key,
            ContentType = "text/x-everything; charset=utf-8",
            WebsiteRedirectLocation = "/elsewhere",
            TagSet = [new() { Key = "a b", Value = "c+d=e" }, new() { Key = "é", Value = string.Empty }],
        };
        request.Headers.CacheControl = "max-age=60, public";
        request.Headers.ContentDisposition = "attachment; filename=\"x y.txt\"";
        request.Headers.ContentEncoding = "identity";
        request.Headers["Content-Language"] = "de-CH";
        request.Headers["Expires"] = "Thu, 01 Dec 2033 16:00:00 GMT";
        request.Metadata["plain"] = "value";
        request.Metadata["with-space"] = "a  b";

        if (body.Length < 5 << 20)
        {
            request.ContentBody = body;
            await _world.HomeS3.PutObjectAsync(request, Token);
            return;
        }

        upload.ContentType = request.ContentType;
        upload.WebsiteRedirectLocation = request.WebsiteRedirectLocation;
        upload.TagSet = request.TagSet;
        upload.Headers.CacheControl = request.Headers.CacheControl;
        upload.Headers.ContentDisposition = request.Headers.ContentDisposition;
        upload.Headers.ContentEncoding = request.Headers.ContentEncoding;
        upload.Headers["Content-Language"] = "de-CH";
        upload.Headers["Expires"] = "Thu, 01 Dec 2033 16:00:00 GMT";
        upload.Metadata["plain"] = "value";
        upload.Metadata["with-space"] = "a  b";
        await UploadAsync(upload, body);
    }

    /// <summary>Uploads in parts of five mebibytes, a layout that a replica has to keep.</summary>
    private async Task UploadAsync(InitiateMultipartUploadRequest upload, string body)
    {
        const int PartSize = 5 << 20;
        var id = (await _world.HomeS3.InitiateMultipartUploadAsync(upload, Token)).UploadId;
        var parts = new List<PartETag>();

        foreach (var (index, chunk) in body.Chunk(PartSize).Index())
        {
            using var content = new MemoryStream(System.Text.Encoding.ASCII.GetBytes(chunk));
            var part = await _world.HomeS3.UploadPartAsync(
                new() { BucketName = upload.BucketName, Key = upload.Key, UploadId = id, PartNumber = index + 1, InputStream = content }, Token);
            parts.Add(new(part));
        }

        await _world.HomeS3.CompleteMultipartUploadAsync(
            new() { BucketName = upload.BucketName, Key = upload.Key, UploadId = id, PartETags = parts }, Token);
    }

    /// <summary>Puts an object of any size that the local AWS keeps as a pattern.</summary>
    private async Task PutPatternAsync(string key, long size)
    {
        // The body that the client sees is empty, so its checksum would not be the pattern's.
        using var client = new AmazonS3Client(
            new BasicAWSCredentials("test", "test"),
            new AmazonS3Config
            {
                ServiceURL = _world.Endpoint,
                AuthenticationRegion = LocalWorld.Home,
                ForcePathStyle = true,
                RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            });
        client.BeforeRequestEvent += (_, request) =>
            ((WebServiceRequestEventArgs)request).Headers["x-local-aws-pattern-length"] = size.ToString(System.Globalization.CultureInfo.InvariantCulture);
        await client.PutObjectAsync(new() { BucketName = LocalWorld.Source, Key = key, ContentBody = string.Empty }, Token);
    }

    private async Task ShouldBeTheSameAsync(string key)
    {
        var source = await HeadersAsync(LocalWorld.Source, key);
        var replica = await HeadersAsync(Mirror, key);

        replica.Where(header => source[header.Key] != header.Value).Select(header => $"{header.Key}: {header.Value}, should be {source[header.Key]}")
            .ShouldBeEmpty();
    }

    private async Task<SortedDictionary<string, string>> HeadersAsync(string bucket, string key)
    {
        var head = await _world.HomeS3.GetObjectMetadataAsync(
            new() { BucketName = bucket, Key = key, ChecksumMode = ChecksumMode.ENABLED }, Token);
        var tagging = await _world.HomeS3.GetObjectTaggingAsync(new() { BucketName = bucket, Key = key }, Token);
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["ETag"] = head.ETag,
            ["Length"] = head.ContentLength.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["Expires"] = head.ExpiresString,
            ["Redirect"] = head.WebsiteRedirectLocation,
            ["Checksum"] = $"{head.ChecksumCRC64NVME}{head.ChecksumCRC32} {head.ChecksumType}",
            ["Tags"] = string.Join(';', (tagging.Tagging ?? []).Select(tag => $"{tag.Key}={tag.Value}")),
        };

        foreach (var name in new[] { "Cache-Control", "Content-Disposition", "Content-Encoding", "Content-Language", "Content-Type" })
        {
            headers[name] = head.Headers[name];
        }

        foreach (var name in head.Metadata.Keys)
        {
            headers[name] = head.Metadata[name];
        }

        return headers;
    }

    private async Task ShouldHaveNoUploadsAsync()
    {
        var uploads = await _world.HomeS3.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = Mirror }, Token);
        (uploads.MultipartUploads ?? []).ShouldBeEmpty();
    }
}
