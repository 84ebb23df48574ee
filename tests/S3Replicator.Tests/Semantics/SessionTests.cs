using System.Text.Json;
using Amazon.S3.Model;
using S3Replicator.LocalAws.Faults;
using S3Replicator.Tests.Infrastructure;
using S3Replicator.TestSupport;

namespace S3Replicator.Tests.Semantics;

/// <summary>The role's session, and whose buckets it is good for.</summary>
public sealed class SessionTests : IAsyncLifetime
{
    private const string Mirror = "mirror";
    private const string Account = "000000000000";

    private LocalWorld _world = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await LocalWorld.StartAsync(Token);
        await _world.CreateBucketAsync(Mirror, LocalWorld.Home);
        await _world.NotifyAsync(LocalWorld.Source, Token, "s3:ObjectTagging:*", "s3:ObjectAcl:Put");
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_session_narrowed_to_the_rules_suffices_for_all_that_they_ask_for()
    {
        const string Everything = """
            "VersionDeletes": "Enabled", "Lineage": "Metadata", "AclSync": "Enabled", "Acl": "Mirror", "MultipartThreshold": 5242880,
            "KeyTransform": { "AddPrefix": "copy/" }
            """;
        await PutAsync("docs/plain", "x");
        await PutAsync("docs/large", new string('x', 6 << 20));
        var gone = await PutAsync("docs/versions", "one");
        await PutAsync("docs/versions", "two");
        await PutAsync("docs/deleted", "x");
        var rules = Document(LocalWorld.Extended(LocalWorld.Rule("docs", Mirror, "docs/"), Everything), "\"RoleOptions\": { \"SessionPolicy\": \"Scoped\" }");
        await DrainAsync(rules);
        await _world.HomeS3.DeleteObjectAsync(new() { BucketName = LocalWorld.Source, Key = "docs/versions", VersionId = gone }, Token);
        await _world.HomeS3.DeleteObjectAsync(LocalWorld.Source, "docs/deleted", Token);
        await _world.HomeS3.PutObjectTaggingAsync(
            new() { BucketName = LocalWorld.Source, Key = "docs/plain", Tagging = new() { TagSet = [new() { Key = "k", Value = "v" }] } }, Token);

        await DrainAsync(rules);

        var versions = (await _world.HomeS3.ListVersionsAsync(new ListVersionsRequest { BucketName = Mirror }, Token)).Versions;
        versions.Where(version => version.IsLatest == true && version.IsDeleteMarker != true).Select(version => version.Key)
            .ShouldBe(["copy/docs/large", "copy/docs/plain", "copy/docs/versions"]);
        versions.Where(version => version.Key == "copy/docs/versions").Select(version => version.ETag).Distinct().Count().ShouldBe(1);
        (await _world.HomeS3.GetObjectTaggingAsync(new() { BucketName = Mirror, Key = "copy/docs/plain" }, Token)).Tagging.ShouldHaveSingleItem().Value.ShouldBe("v");
    }

    [Fact]
    public async Task A_session_narrowed_to_prefixes_may_not_write_beside_them()
    {
        // A session of the narrowed kind is given away here, as a policy document: the rule writes where it does not allow to.
        const string Policy = """
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Action":"s3:*","Resource":["arn:aws:s3:::source","arn:aws:s3:::source/*","arn:aws:s3:::mirror"]},
              {"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::mirror/docs/*"}]}
            """;
        await PutAsync("docs/in", "x");
        await PutAsync("logs/out", "x");

        var result = await RunAsync(Document(LocalWorld.Rule("all", Mirror), $"\"RoleOptions\": {{ \"SessionPolicy\": {Policy} }}"), retrySeconds: 1);

        result.ExitCode.ShouldBe(1, result.ToString());
        Failed(result).ShouldBe(["DstPutObjectNotPermitted"]);
        (await _world.HomeS3.ListObjectsV2Async(new() { BucketName = Mirror }, Token)).S3Objects.ShouldHaveSingleItem().Key.ShouldBe("docs/in");
    }

    [Fact]
    public async Task A_session_policy_without_room_for_every_prefix_is_narrowed_to_the_buckets_and_says_so()
    {
        _world.Faults.Add(new() { Service = "sts", Operation = "AssumeRole", First = 1, Effect = FaultEffect.Error, Status = 400, Code = "PackedPolicyTooLarge" });
        await PutAsync("docs/a", "x");

        var result = await RunAsync(Document(LocalWorld.Rule("docs", Mirror, "docs/"), "\"RoleOptions\": { \"SessionPolicy\": \"Scoped\" }"));

        result.ExitCode.ShouldBe(0, result.ToString());
        result.StandardError.ShouldContain("narrowed to their buckets alone");
        (await _world.HomeS3.ListObjectsV2Async(new() { BucketName = Mirror }, Token)).S3Objects.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(Account, Account, null)]
    [InlineData("999999999999", Account, "SrcGetObjectNotPermitted")]
    [InlineData(Account, "999999999999", "DstPutObjectNotPermitted")]
    public async Task A_bucket_of_another_owner_than_expected_is_neither_read_nor_written(string source, string destination, string? reason)
    {
        await PutAsync("key", "x");
        var rule = LocalWorld.Rule("all", Mirror).Replace("\"StorageClass\"", $"\"Account\": \"{destination}\", \"StorageClass\"", StringComparison.Ordinal);

        var result = await RunAsync(Document(rule, $"\"SourceAccount\": \"{source}\""), retrySeconds: 1);

        Failed(result).ShouldBe(reason is null ? [] : [reason]);
        (await _world.HomeS3.ListObjectsV2Async(new() { BucketName = Mirror }, Token)).KeyCount.ShouldBe(reason is null ? 1 : 0);
    }

    private static IEnumerable<string> Failed(ProgramResult result) =>
        JsonDocument.Parse(result.StandardOutput).RootElement.GetProperty("failed").EnumerateObject().Select(reason => reason.Name);

    private string Document(string rule, string members) => _world.WriteRules(
        string.Empty,
        $$"""{ "Bucket": "{{LocalWorld.Source}}", "Role": "{{LocalWorld.Role}}", "Rules": [ {{rule}} ], "S3Replicator": { {{members}} } }""");

    private async Task<string> PutAsync(string key, string body) =>
        (await _world.HomeS3.PutObjectAsync(new() { BucketName = LocalWorld.Source, Key = key, ContentBody = body }, Token)).VersionId;

    private async Task DrainAsync(string rules)
    {
        var result = await RunAsync(rules);
        result.ExitCode.ShouldBe(0, result.ToString());
        Failed(result).ShouldBeEmpty();
    }

    private Task<ProgramResult> RunAsync(string rules, int? retrySeconds = null) => _world.RunProgramAsync(
        retrySeconds is { } seconds ? new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["S3Replicator__Retry__ConfigurationRetryFor"] = TimeSpan.FromSeconds(seconds).ToString("c", System.Globalization.CultureInfo.InvariantCulture),
            ["S3Replicator__Retry__ConfigurationPause"] = "00:00:01",
        } : [],
        ["run", "--queue-url", _world.QueueUrl, "--rules", rules, "--drain", "1", "--output", "json"],
        Token);
}
