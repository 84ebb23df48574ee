using Amazon.S3;
using Amazon.S3.Model;
using S3Replicator.LocalAws.Faults;
using S3Replicator.Tests.Infrastructure;
using S3Replicator.TestSupport;

namespace S3Replicator.Tests.Semantics;

/// <summary>Copies in parts: the real program against the local AWS, with a threshold low enough for objects of a few mebibytes.</summary>
public sealed class LargeObjectTests : IAsyncLifetime
{
    private const string Mirror = "mirror";
    private const int Mebibyte = 1 << 20;

    private LocalWorld _world = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await LocalWorld.StartAsync(Token);
        await _world.CreateBucketAsync(Mirror, LocalWorld.Home);
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [InlineData("CRC32", "FULL_OBJECT")]
    [InlineData("CRC32", "COMPOSITE")]
    [InlineData("SHA1", "COMPOSITE")]
    [InlineData("SHA256", "COMPOSITE")]
    [InlineData(null, null)]
    public async Task ETag_and_checksum_are_the_sources_own_whatever_its_parts(string? algorithm, string? type)
    {
        await UploadAsync("uneven", algorithm, type, 6, 9, 5, 7);

        await DrainAsync();

        var source = await HeadAsync(LocalWorld.Source, "uneven");
        var replica = await HeadAsync(Mirror, "uneven");
        var first = await HeadAsync(Mirror, "uneven", parts: true);
        replica.ETag.ShouldBe(source.ETag);
        ChecksumOf(replica).ShouldBe(ChecksumOf(source));
        (first.PartsCount, first.ContentLength).ShouldBe((4, 6 * Mebibyte));
        _world.Requests.CountOf("UploadPartCopy").ShouldBe(4);
    }

    [Fact]
    public async Task A_checksum_that_S3_does_not_make_of_parts_becomes_one_that_it_does()
    {
        await _world.HomeS3.PutObjectAsync(
            new() { BucketName = LocalWorld.Source, Key = "whole", ContentBody = new string('x', 11 * Mebibyte), ChecksumAlgorithm = ChecksumAlgorithm.SHA256 }, Token);

        await DrainAsync();

        var replica = await HeadAsync(Mirror, "whole");
        (replica.ContentLength, replica.ChecksumType?.Value).ShouldBe((11 * Mebibyte, "COMPOSITE"));
        replica.ChecksumSHA256.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_large_version_that_arrives_late_is_copied_in_parts_and_the_large_newest_one_again_on_top_of_it()
    {
        var late = await UploadAsync("key", null, null, 6, 6);
        var newest = await UploadAsync("key", null, null, 7, 7);
        var events = await TakeEventsAsync();
        await SendAsync(events.Single(body => body.Contains(newest, StringComparison.Ordinal)));
        await DrainAsync();

        await SendAsync(events.Single(body => body.Contains(late, StringComparison.Ordinal)));
        await DrainAsync();

        var wanted = new[] { late, newest }.Select(async version => (await HeadAsync(LocalWorld.Source, "key", version)).ETag);
        var versions = (await _world.HomeS3.ListVersionsAsync(Mirror, Token)).Versions;
        versions.Select(version => version.ETag).Distinct(StringComparer.Ordinal).ShouldBe(await Task.WhenAll(wanted), ignoreOrder: true);
        versions.Single(version => version.IsLatest == true).ETag.ShouldBe((await HeadAsync(LocalWorld.Source, "key")).ETag);
        _world.Requests.CountOf("CopyObject").ShouldBe(0);
    }

    [Fact]
    public async Task A_late_version_whose_replica_has_another_ETag_is_known_by_its_checksum_and_not_copied_again()
    {
        await _world.HomeS3.PutObjectAsync(new() { BucketName = LocalWorld.Source, Key = "key", ContentBody = new string('a', 11 * Mebibyte) }, Token);
        var events = await TakeEventsAsync();
        var late = events.Single();
        await SendAsync(late);
        await DrainAsync();
        await _world.HomeS3.PutObjectAsync(new() { BucketName = LocalWorld.Source, Key = "key", ContentBody = "newer" }, Token);
        await DrainAsync();
        var before = _world.Requests.CountOf("UploadPartCopy");

        await SendAsync(late);
        await DrainAsync();

        _world.Requests.CountOf("UploadPartCopy").ShouldBe(before);
        (await _world.HomeS3.ListVersionsAsync(Mirror, Token)).Versions.Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_object_that_is_larger_than_its_event_says_is_copied_in_parts_all_the_same()
    {
        await _world.HomeS3.PutObjectAsync(new() { BucketName = LocalWorld.Source, Key = "key", ContentBody = new string('a', 11 * Mebibyte) }, Token);
        var told = (await TakeEventsAsync()).Single();
        await SendAsync(told.Replace($"\"size\":{11 * Mebibyte}", "\"size\":5", StringComparison.Ordinal));
        _world.Faults.Add(new()
        {
            Operation = "CopyObject",
            Effect = FaultEffect.Error,
            Status = 400,
            Code = "InvalidRequest",
            Message = "The specified copy source is larger than the maximum allowable size for a copy source: 5368709120",
        });

        await DrainAsync();

        (await HeadAsync(Mirror, "key")).ContentLength.ShouldBe(11 * Mebibyte);
    }

    [Fact]
    public async Task Faults_on_the_way_cost_no_more_than_the_parts_they_hit()
    {
        await UploadAsync("key", null, null, 5, 5, 5, 5, 5, 5, 5, 5);
        Add("UploadPartCopy", FaultEffect.Error, "SlowDown", hits: 2);
        Add("UploadPartCopy", FaultEffect.ErrorInBody, "InternalError", hits: 2);
        Add("UploadPartCopy", FaultEffect.Reset, code: null, hits: 2);
        Add("CompleteMultipartUpload", FaultEffect.ErrorInBody, "InternalError", hits: 1);

        await DrainAsync();

        _world.Requests.CountOf("CreateMultipartUpload").ShouldBe(2, "the source's, and the replica's");
        (await HeadAsync(Mirror, "key")).ETag.ShouldBe((await HeadAsync(LocalWorld.Source, "key")).ETag);
        await ShouldHaveNoUploadsAsync();
    }

    [Fact]
    public async Task A_session_that_expires_between_two_parts_is_renewed()
    {
        await UploadAsync("key", null, null, 5, 5, 5, 5, 5, 5, 5, 5);
        Add("UploadPartCopy", FaultEffect.Error, "ExpiredToken", hits: 1, skip: 4);

        await DrainAsync();

        _world.Requests.CountOf("AssumeRole").ShouldBe(2);
        _world.Requests.CountOf("CreateMultipartUpload").ShouldBe(2, "the source's, and the replica's");
        (await HeadAsync(Mirror, "key")).ETag.ShouldBe((await HeadAsync(LocalWorld.Source, "key")).ETag);
    }

    [Theory]
    [InlineData("CompleteMultipartUpload", "AccessDenied")]
    [InlineData("UploadPartCopy", "AccessDenied")]
    [InlineData("UploadPartCopy", "InvalidRequest")]
    public async Task A_copy_that_is_given_up_leaves_no_upload(string operation, string code)
    {
        await UploadAsync("key", null, null, 5, 5, 5);
        var fault = Add(operation, FaultEffect.Error, code, hits: int.MaxValue);

        var result = await RunAsync(("S3Replicator__Retry__ConfigurationRetryFor", "00:00:01"), ("S3Replicator__Retry__ConfigurationPause", "00:00:01"));

        result.ExitCode.ShouldBe(1, result.ToString());
        fault.Remove();
        await ShouldHaveNoUploadsAsync();
        ((await _world.HomeS3.ListVersionsAsync(Mirror, Token)).Versions ?? []).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_upload_whose_making_was_never_answered_is_found_by_its_role_and_aborted()
    {
        var folder = Directory.CreateTempSubdirectory("state-");

        try
        {
            await UploadAsync("key", null, null, 5, 5);
            _world.Faults.Add(new() { Operation = "CreateMultipartUpload", Bucket = Mirror, First = 1, Effect = FaultEffect.Reset, AfterEffect = true });

            await DrainAsync("--state", folder.FullName);

            await ShouldHaveNoUploadsAsync();
            (await _world.HomeS3.ListVersionsAsync(Mirror, Token)).Versions.ShouldHaveSingleItem();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Settings_that_make_no_sense_are_refused()
    {
        var result = await RunAsync(("S3Replicator__Copy__PartSize", "1"), ("S3Replicator__Copy__PartsAtOnce", "0"));

        result.ExitCode.ShouldBe(2);
        result.StandardError.ShouldContain("PartSize (1)");
        result.StandardError.ShouldContain("PartsAtOnce (0)");
    }

    private static string InParts() => LocalWorld.Rule("all", Mirror).TrimEnd().TrimEnd('}').TrimEnd()
        + """, "S3Replicator": { "MultipartThreshold": 5242880 } }""";

    private static string ChecksumOf(GetObjectMetadataResponse head) =>
        $"{head.ChecksumCRC64NVME}{head.ChecksumCRC32}{head.ChecksumCRC32C}{head.ChecksumSHA256} {head.ChecksumType}";

    private FaultHandle Add(string operation, FaultEffect effect, string? code, int hits, int skip = 0) => _world.Faults.Add(
        new() { Operation = operation, Bucket = Mirror, Skip = skip, First = hits, Effect = effect, Code = code });

    private Task<GetObjectMetadataResponse> HeadAsync(string bucket, string key, string? version = null, bool parts = false) => _world.HomeS3.GetObjectMetadataAsync(
        new() { BucketName = bucket, Key = key, VersionId = version, ChecksumMode = ChecksumMode.ENABLED, PartNumber = parts ? 1 : null }, Token);

    private async Task DrainAsync(params string[] more)
    {
        var result = await _world.RunProgramAsync(
            Token, ["run", "--queue-url", _world.QueueUrl, "--rules", _world.WriteRules(InParts()), "--drain", "1", .. more]);
        result.ExitCode.ShouldBe(0, result.ToString());
    }

    private Task<ProgramResult> RunAsync(params (string Name, string Value)[] settings) => _world.RunProgramAsync(
        settings.ToDictionary(setting => setting.Name, string? (setting) => setting.Value, StringComparer.Ordinal),
        ["run", "--queue-url", _world.QueueUrl, "--rules", _world.WriteRules(InParts()), "--drain", "1"],
        Token);

    /// <summary>Uploads parts of so many mebibytes, and gives the version.</summary>
    private async Task<string> UploadAsync(string key, string? algorithm, string? type, params int[] mebibytes)
    {
        var checksum = algorithm is null ? null : ChecksumAlgorithm.FindValue(algorithm);
        var upload = await _world.HomeS3.InitiateMultipartUploadAsync(
            new()
            {
                BucketName = LocalWorld.Source,
                Key = key,
                ChecksumAlgorithm = checksum,
                ChecksumType = type is null ? null : ChecksumType.FindValue(type),
            },
            Token);
        var parts = new List<PartETag>();

        foreach (var (index, size) in mebibytes.Index())
        {
            using var content = new MemoryStream(new byte[size * Mebibyte]);
            content.WriteByte((byte)index);
            content.Position = 0;
            var part = await _world.HomeS3.UploadPartAsync(
                new()
                {
                    BucketName = LocalWorld.Source,
                    Key = key,
                    UploadId = upload.UploadId,
                    PartNumber = index + 1,
                    InputStream = content,
                    ChecksumAlgorithm = checksum,
                },
                Token);
            parts.Add(new(part) { ChecksumCRC32 = part.ChecksumCRC32, ChecksumSHA1 = part.ChecksumSHA1, ChecksumSHA256 = part.ChecksumSHA256 });
        }

        var completed = await _world.HomeS3.CompleteMultipartUploadAsync(
            new()
            {
                BucketName = LocalWorld.Source,
                Key = key,
                UploadId = upload.UploadId,
                PartETags = parts,
                ChecksumType = type is null ? null : ChecksumType.FindValue(type),
            },
            Token);
        return completed.VersionId;
    }

    private async Task<List<string>> TakeEventsAsync()
    {
        var bodies = new List<string>();

        while ((await _world.Queues.ReceiveMessageAsync(new Amazon.SQS.Model.ReceiveMessageRequest { QueueUrl = _world.QueueUrl, MaxNumberOfMessages = 10 }, Token)).Messages is { Count: > 0 } messages)
        {
            foreach (var message in messages)
            {
                if (!message.Body.Contains("s3:TestEvent", StringComparison.Ordinal))
                {
                    bodies.Add(message.Body);
                }

                await _world.Queues.DeleteMessageAsync(_world.QueueUrl, message.ReceiptHandle, Token);
            }
        }

        return bodies;
    }

    private Task<Amazon.SQS.Model.SendMessageResponse> SendAsync(string body) => _world.Queues.SendMessageAsync(_world.QueueUrl, body, Token);

    private async Task ShouldHaveNoUploadsAsync()
    {
        var uploads = await _world.HomeS3.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = Mirror }, Token);
        (uploads.MultipartUploads ?? []).ShouldBeEmpty();
    }
}
