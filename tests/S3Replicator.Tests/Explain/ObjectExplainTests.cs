using System.Text.Json.Nodes;
using Amazon.S3.Model;
using S3Replicator.Tests.Infrastructure;
using S3Replicator.TestSupport;

namespace S3Replicator.Tests.Explain;

/// <summary>Explanations of objects that are there.</summary>
public sealed class ObjectExplainTests : IAsyncLifetime
{
    private const string Mirror = "mirror";
    private const string Tagged = "tagged";

    private LocalWorld _world = null!;
    private string _rules = string.Empty;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await LocalWorld.StartAsync(Token);
        await _world.CreateBucketAsync(Mirror, LocalWorld.Away);
        await _world.CreateBucketAsync(Tagged, LocalWorld.Home);
        const string ByTag =
            """
            {
              "ID": "by-tag", "Priority": 2, "Status": "Enabled",
              "Filter": { "And": { "Prefix": "docs/", "Tags": [{ "Key": "keep", "Value": "yes" }] } },
              "DeleteMarkerReplication": { "Status": "Disabled" },
              "Destination": { "Bucket": "arn:aws:s3:::tagged" }
            }
            """;
        _rules = _world.WriteRules(LocalWorld.Rule("all", Mirror) + "," + ByTag);
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [InlineData("plain")]
    [InlineData("docs/untagged")]
    [InlineData("docs/tagged", "keep", "yes")]
    public async Task Tells_the_requests_that_the_worker_then_sends(string key, params string[] tag)
    {
        await PutAsync(key, tag);

        var record = await RecordAsync(key);
        var summary = JsonNode.Parse((await _world.DrainAsync(_rules, Token)).StandardOutput)!;

        var told = Requests(record).Concat(record["decisions"]!.AsArray().SelectMany(decision => Requests(decision!)))
            .GroupBy(request => request.Operation, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Sum(request => request.Count), StringComparer.Ordinal);
        told.ShouldBe(SentAboutObjects(summary), ignoreOrder: true);
    }

    [Fact]
    public async Task Writes_nothing_and_says_what_would_be_done()
    {
        await PutAsync("docs/a", "keep", "yes");
        var messages = await _world.MessagesAsync(Token);

        var record = await RecordAsync("docs/a");

        ((string?)record["outcome"]).ShouldBe("Replicate");
        record["decisions"]!.AsArray().Select(decision => (string?)decision!["action"]).ShouldBe(["Copy", "Copy"]);
        ((int?)record["decisions"]![0]!["requests"]!["CopyObject"]).ShouldBe(1);
        ((await _world.AwayS3.ListObjectsV2Async(new() { BucketName = Mirror }, Token)).S3Objects ?? []).ShouldBeEmpty();
        (await _world.MessagesAsync(Token)).ShouldBe(messages);
    }

    [Fact]
    public async Task Finds_the_replica_that_is_there_already()
    {
        await PutAsync("a");
        await _world.DrainAsync(_rules, Token);

        var record = await RecordAsync("a");

        ((string?)record["outcome"]).ShouldBe("Ignore");
        ((string?)record["decisions"]![0]!["reason"]).ShouldBe("AlreadyReplicated");
        ((string?)record["decisions"]![1]!["reason"]).ShouldBe("PrefixMismatch");
    }

    [Fact]
    public async Task Reads_like_an_answer_for_people()
    {
        await PutAsync("docs/a", "keep", "no");

        var result = await _world.RunProgramAsync(Token, "rules", "explain", "s3://source/docs/a", "--rules", _rules);

        result.ExitCode.ShouldBe(0, result.ToString());
        result.StandardOutput.ShouldContain("Copy it to s3://mirror/docs/a as STANDARD");
        result.StandardOutput.ShouldContain("1 request: CopyObject.");
        result.StandardOutput.ShouldContain("TagMismatch");
    }

    [Fact]
    public async Task Says_that_an_object_is_not_there()
    {
        var record = await RecordAsync("nowhere");

        ((string?)record["outcome"]).ShouldBe("Ignore");
        ((string?)record["reason"]).ShouldBe("SourceVanished");
    }

    [Fact]
    public async Task Asks_for_either_an_object_or_events()
    {
        var neither = await ProgramProcess.RunAsync(["rules", "explain", "--rules", _rules], TimeSpan.FromMinutes(1), Token);
        var both = await ProgramProcess.RunAsync(
            ["rules", "explain", "s3://source/a", "--event", "-", "--rules", _rules], TimeSpan.FromMinutes(1), Token);

        neither.ExitCode.ShouldBe(2);
        neither.StandardError.ShouldContain("Name either an object");
        both.ExitCode.ShouldBe(2);
    }

    private Task<PutObjectResponse> PutAsync(string key, params string[] tag) => _world.HomeS3.PutObjectAsync(
        new PutObjectRequest
        {
            BucketName = LocalWorld.Source,
            Key = key,
            ContentBody = "body",
            TagSet = tag is [var name, var value] ? [new() { Key = name, Value = value }] : null,
        },
        Token);

    private async Task<JsonNode> RecordAsync(string key)
    {
        var result = await _world.RunProgramAsync(Token, "rules", "explain", $"s3://{LocalWorld.Source}/{key}", "--rules", _rules, "--output", "json");
        result.ExitCode.ShouldBe(0, result.ToString());
        return JsonNode.Parse(result.StandardOutput)!["records"]!.AsArray().ShouldHaveSingleItem()!;
    }

    /// <summary>What the worker sent about objects, not about queues, roles and buckets as a whole.</summary>
    private static Dictionary<string, long> SentAboutObjects(JsonNode summary) => summary["requests"]!.AsObject()
        .Where(entry => entry.Key is "CopyObject" or "HeadObject" or "GetObjectTagging")
        .ToDictionary(entry => entry.Key, entry => entry.Value!.GetValue<long>(), StringComparer.Ordinal);

    private static IEnumerable<(string Operation, long Count)> Requests(JsonNode part) =>
        part["requests"] is JsonObject requests ? requests.Select(entry => (entry.Key, entry.Value!.GetValue<long>())) : [];
}
