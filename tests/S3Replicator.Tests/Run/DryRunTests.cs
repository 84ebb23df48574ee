using System.Text.Json.Nodes;
using Amazon.S3.Model;
using S3Replicator.Tests.Infrastructure;
using S3Replicator.TestSupport;

namespace S3Replicator.Tests.Run;

/// <summary>Runs that show and do not act.</summary>
public sealed class DryRunTests : IAsyncLifetime
{
    private const string Mirror = "mirror";

    private readonly string _state = Path.Combine(Path.GetTempPath(), $"dry-run-{Guid.NewGuid():N}");
    private LocalWorld _world = null!;
    private string _rules = string.Empty;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await LocalWorld.StartAsync(Token);
        await _world.CreateBucketAsync(Mirror, LocalWorld.Away);
        _rules = _world.WriteRules(LocalWorld.Rule("all", Mirror, "docs/"));
        await DropTestEventAsync();
        Directory.CreateDirectory(_state);
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        Directory.Delete(_state, recursive: true);
    }

    [Fact]
    public async Task Writes_and_settles_nothing_and_a_real_run_afterwards_replicates_all()
    {
        await PutAsync("docs/a", "docs/b", "docs/a", "other");
        await _world.HomeS3.DeleteObjectAsync(LocalWorld.Source, "docs/b", Token);
        await File.WriteAllTextAsync(Path.Combine(_state, "mine.txt"), "kept", Token);

        var result = await DryRunAsync();

        result.ExitCode.ShouldBe(0, result.ToString());
        (await _world.AwayS3.ListVersionsAsync(Mirror, Token)).Versions.ShouldBeNull();
        (await VisibleAsync()).ShouldBe(5);
        Directory.EnumerateFileSystemEntries(_state).Select(Path.GetFileName).ShouldBe(["mine.txt"]);
        _world.Requests.Counts().Keys.Intersect(["CopyObject", "DeleteMessage", "DeleteMessageBatch"], StringComparer.Ordinal).ShouldBeEmpty();

        (await _world.DrainAsync(_rules, Token)).ExitCode.ShouldBe(0);
        var replicas = await _world.AwayS3.ListVersionsAsync(Mirror, Token);
        replicas.Versions.Count(version => version.IsDeleteMarker != true).ShouldBe(3);
        replicas.Versions.Count(version => version.IsDeleteMarker == true).ShouldBe(1);
        (await _world.MessagesAsync(Token)).ShouldBe(0);
    }

    [Fact]
    public async Task Shows_each_message_once_with_its_decisions()
    {
        await PutAsync("docs/a", "docs/b", "other");

        var lines = Lines(await DryRunAsync());

        var messages = lines[..^1];
        messages.Select(line => (string?)line["messageId"]).Distinct(StringComparer.Ordinal).Count().ShouldBe(3);
        messages.Select(line => line["records"]!.AsArray().ShouldHaveSingleItem()!)
            .Select(record => ((string?)record["key"], (string?)record["decisions"]![0]!["action"], (string?)record["decisions"]![0]!["reason"]))
            .ShouldBe([("docs/a", "Copy", null), ("docs/b", "Copy", null), ("other", "Skip", "PrefixMismatch")], ignoreOrder: true);
        var summary = lines[^1];
        ((int?)summary["received"]).ShouldBe(3);
        ((int?)summary["replicated"]).ShouldBe(0);
        ((int?)summary["skipped"]!["PrefixMismatch"]).ShouldBe(1);
        ((int?)summary["dryRun"]!["actions"]!["Copy"]).ShouldBe(2);
    }

    [Fact]
    public async Task Tells_the_requests_that_a_real_run_then_sends()
    {
        await PutAsync("docs/a", "docs/b");
        await _world.HomeS3.DeleteObjectAsync(LocalWorld.Source, "docs/b", Token);
        await PutAsync("docs/b");
        await _world.DrainAsync(_rules, Token);
        await PutAsync("docs/a", "docs/c", "other");

        var told = Lines(await DryRunAsync())[^1]["dryRun"]!["requests"]!.AsObject();
        var sent = JsonNode.Parse((await _world.DrainAsync(_rules, Token)).StandardOutput)!["requests"]!.AsObject();

        foreach (var operation in new[] { "CopyObject", "HeadObject", "GetObjectTagging" })
        {
            (told[operation]?.GetValue<long>() ?? 0).ShouldBe(sent[operation]?.GetValue<long>() ?? 0, operation);
        }
    }

    [Fact]
    public async Task Ends_with_one_where_a_message_cannot_be_read_and_leaves_it_too()
    {
        await PutAsync("docs/a");
        await _world.Queues.SendMessageAsync(_world.QueueUrl, "{\"what\":1}", Token);

        var result = await DryRunAsync();

        result.ExitCode.ShouldBe(1, result.ToString());
        (await VisibleAsync()).ShouldBe(2);
        Lines(result)[..^1].Select(line => (string?)line["records"]![0]!["outcome"]).ShouldBe(["Replicate", "Reject"], ignoreOrder: true);
    }

    [Fact]
    public async Task Ends_with_one_where_an_operation_would_fail_and_says_why()
    {
        var rules = _world.WriteRules("{\"ID\":\"far\",\"Priority\":1,\"Status\":\"Enabled\",\"Filter\":{\"Prefix\":\"\"},\"DeleteMarkerReplication\":{\"Status\":\"Disabled\"},"
            + "\"Destination\":{\"Bucket\":\"arn:aws:s3:::mirror\"},\"S3Replicator\":{\"KeyTransform\":{\"AddPrefix\":\"" + new string('x', 1000) + "/\"}}}");
        await PutAsync("docs/" + new string('k', 100));

        var result = await DryRunAsync(rules);

        result.ExitCode.ShouldBe(1, result.ToString());
        Lines(result)[0]["records"]![0]!["decisions"]![0]!["failure"].ShouldNotBeNull();
        ((int?)Lines(result)[^1]["dryRun"]!["failing"]).ShouldBe(1);
    }

    [Fact]
    public async Task Reads_like_an_answer_for_people()
    {
        await PutAsync("docs/a");

        var result = await _world.RunProgramAsync(Token, "run", "--queue-url", _world.QueueUrl, "--rules", _rules, "--drain", "1", "--dry-run");

        result.ExitCode.ShouldBe(0, result.ToString());
        result.StandardOutput.ShouldContain("Copy it to s3://mirror/docs/a as STANDARD");
        result.StandardOutput.ShouldContain("1 request: CopyObject.");
        result.StandardOutput.ShouldContain("would do");
        result.StandardOutput.ShouldContain("Nothing was written; every message is back in its queue.");
    }

    [Fact]
    public async Task Without_drain_it_holds_what_it_has_shown_until_it_is_told_to_stop()
    {
        await PutAsync("docs/a");
        await using var process = ProgramProcess.Start(new ProgramStart(
            ["run", "--queue-url", _world.QueueUrl, "--rules", _rules, "--dry-run", "--output", "json"])
        { Environment = _world.Variables });
        await Poll.UntilAsync(async _ => await VisibleAsync() == 0, TimeSpan.FromMinutes(2), Token);
        process.Terminate();

        var result = await process.WaitForExitAsync(TimeSpan.FromMinutes(2), Token);

        result.ExitCode.ShouldBe(0, result.ToString());
        (await VisibleAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Refuses_metrics_on_the_same_output()
    {
        var result = await _world.RunProgramAsync(
            Token, "run", "--queue-url", _world.QueueUrl, "--rules", _rules, "--dry-run", "--metrics", "emf");

        result.ExitCode.ShouldBe(2, result.ToString());
        result.StandardError.ShouldContain("--metrics emf");
    }

    private static List<JsonNode> Lines(ProgramResult result) =>
        [.. result.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];

    private Task<ProgramResult> DryRunAsync(string? rules = null) => _world.RunProgramAsync(
        Token, "run", "--queue-url", _world.QueueUrl, "--rules", rules ?? _rules, "--state", _state, "--drain", "1", "--dry-run", "--output", "json");

    private async Task<int> VisibleAsync() =>
        (await _world.Queues.GetQueueAttributesAsync(_world.QueueUrl, ["All"], Token)).ApproximateNumberOfMessages;

    private async Task DropTestEventAsync()
    {
        var received = await _world.Queues.ReceiveMessageAsync(new Amazon.SQS.Model.ReceiveMessageRequest { QueueUrl = _world.QueueUrl, WaitTimeSeconds = 20 }, Token);
        await _world.Queues.DeleteMessageAsync(_world.QueueUrl, received.Messages.ShouldHaveSingleItem().ReceiptHandle, Token);
        _world.Requests.Clear();
    }

    private async Task PutAsync(params string[] keys)
    {
        foreach (var key in keys)
        {
            await _world.HomeS3.PutObjectAsync(new PutObjectRequest { BucketName = LocalWorld.Source, Key = key, ContentBody = $"{key} {Guid.NewGuid()}" }, Token);
        }
    }
}
