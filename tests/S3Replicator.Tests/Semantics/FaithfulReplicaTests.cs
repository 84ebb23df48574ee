using System.Text.Json;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using S3Replicator.Tests.Infrastructure;

namespace S3Replicator.Tests.Semantics;

/// <summary>What a replica has of its source.</summary>
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

    private async Task ShouldHaveNoUploadsAsync()
    {
        var uploads = await _world.HomeS3.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = Mirror }, Token);
        (uploads.MultipartUploads ?? []).ShouldBeEmpty();
    }
}
