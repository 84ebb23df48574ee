using System.Text.Json;
using Amazon.S3;
using S3Replicator.Tests.Infrastructure;

namespace S3Replicator.Tests.Semantics;

/// <summary>Sources in an archived storage class.</summary>
public sealed class ArchivedSourceTests : IAsyncLifetime
{
    private const string Mirror = "mirror";

    private LocalWorld _world = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await LocalWorld.StartAsync(Token);
        await _world.CreateBucketAsync(Mirror, LocalWorld.Home);
        await _world.NotifyAsync(LocalWorld.Source, Token, "s3:ObjectRestore:Completed");
        await _world.HomeS3.PutObjectAsync(
            new() { BucketName = LocalWorld.Source, Key = "key", ContentBody = "body", StorageClass = S3StorageClass.DeepArchive }, Token);
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Are_skipped_where_the_rule_says_nothing()
    {
        var summary = await DrainAsync(LocalWorld.Rule("all", Mirror));

        summary.GetProperty("skipped").GetProperty("SrcArchived").GetInt32().ShouldBe(1);
        _world.Requests.CountOf("RestoreObject").ShouldBe(0);
        (await _world.HomeS3.ListObjectsV2Async(new() { BucketName = Mirror }, Token)).KeyCount.ShouldBe(0);
    }

    [Fact]
    public async Task Are_restored_where_the_rule_asks_for_it_and_copied_once_that_is_done()
    {
        var rule = LocalWorld.Extended(LocalWorld.Rule("all", Mirror), """ "Archived": { "Action": "Restore", "Tier": "Bulk", "Days": 2 } """);

        (await DrainAsync(rule)).GetProperty("replicated").GetInt32().ShouldBe(0);
        _world.Requests.CountOf("RestoreObject").ShouldBe(1);
        _world.Clock.Advance(TimeSpan.FromHours(48));
        (await DrainAsync(rule)).GetProperty("replicated").GetInt32().ShouldBe(1);

        var replica = await _world.HomeS3.GetObjectMetadataAsync(Mirror, "key", Token);
        replica.ContentLength.ShouldBe(4);
        replica.StorageClass.ShouldBeNull();
        _world.Requests.CountOf("RestoreObject").ShouldBe(1);
    }

    [Fact]
    public async Task A_duplicate_event_while_the_restoration_is_under_way_asks_for_no_other()
    {
        var rule = LocalWorld.Extended(LocalWorld.Rule("all", Mirror), """ "Archived": { "Action": "Restore" } """);
        var events = await _world.BodiesAsync(Token);
        await DrainAsync(rule);
        await _world.Queues.SendMessageAsync(_world.QueueUrl, events.Single(body => body.Contains("ObjectCreated", StringComparison.Ordinal)), Token);

        var summary = await DrainAsync(rule);

        summary.GetProperty("failed").EnumerateObject().ShouldBeEmpty();
        summary.GetProperty("skipped").GetProperty("SrcArchived").GetInt32().ShouldBe(1);
    }

    private async Task<JsonElement> DrainAsync(string rule)
    {
        var result = await _world.DrainAsync(_world.WriteRules(rule), Token);
        result.ExitCode.ShouldBe(0, result.ToString());
        return JsonDocument.Parse(result.StandardOutput).RootElement;
    }
}
