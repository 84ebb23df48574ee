using System.Text.Json;
using Amazon.S3.Model;
using Amazon.SQS.Model;
using S3Replicator.LocalAws.Faults;
using S3Replicator.Tests.Infrastructure;
using S3Replicator.TestSupport;

namespace S3Replicator.Tests.Telemetry;

/// <summary>What the outside is told while a destination is cut off, by two workers of which one is replaced.</summary>
public sealed class EventsOutTests : IAsyncLifetime
{
    private const string Mirror = "mirror";
    private const int Objects = 20;
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(4);

    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("state-");
    private readonly List<JsonElement> _events = [];
    private LocalWorld _world = null!;
    private string _eventsUrl = string.Empty;
    private string _rules = string.Empty;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await LocalWorld.StartAsync(Token);
        await _world.CreateBucketAsync(Mirror, LocalWorld.Home);
        _eventsUrl = (await _world.Queues.CreateQueueAsync("told", Token)).QueueUrl;
        var rule = LocalWorld.Rule("all", Mirror).TrimEnd()[..^1] + ""","S3Replicator":{"ThresholdSeconds":3}}""";
        _rules = _world.WriteRules(rule);
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        _state.Delete(recursive: true);
    }

    [Fact]
    public async Task A_destination_that_was_cut_off_gives_one_missed_event_and_one_replicated_after_event_for_each_operation()
    {
        var cut = _world.Faults.Add(new() { Operation = "CopyObject", Bucket = Mirror, Effect = FaultEffect.Error, Code = "AccessDenied" });
        await using var first = await StartAsync("one");
        await using var second = await StartAsync("two");

        for (var number = 0; number < Objects; number++)
        {
            await _world.HomeS3.PutObjectAsync(
                new PutObjectRequest { BucketName = LocalWorld.Source, Key = $"key {number}", ContentBody = "body" }, Token);
        }

        await ToldAsync("OperationMissedThreshold", Objects);
        (await first.StopAsync(Token)).ExitCode.ShouldBe(0);
        await using var third = await StartAsync("three");
        var hits = cut.Hits;
        await Poll.UntilAsync(() => cut.Hits > hits + 2, Bound, Token);
        _events.Count.ShouldBe(Objects);

        cut.Remove();
        await ToldAsync("OperationReplicatedAfterThreshold", Objects);
        await Poll.UntilAsync(async token => await _world.MessagesAsync(token) == 0, Bound, Token);
        (await second.StopAsync(Token)).ExitCode.ShouldBe(0);
        (await third.StopAsync(Token)).ExitCode.ShouldBe(0);
        await ReceiveAsync();

        _events.Count.ShouldBe(2 * Objects);
        foreach (var kind in (string[])["OperationMissedThreshold", "OperationReplicatedAfterThreshold"])
        {
            KeysOf(kind).Order(StringComparer.Ordinal)
                .ShouldBe(Enumerable.Range(0, Objects).Select(number => $"key+{number}").Order(StringComparer.Ordinal));
        }

        var late = Replication(_events.First(told => NameOf(told) is "OperationReplicatedAfterThreshold"));
        late.GetProperty("threshold").GetString().ShouldBe("3");

        // Also a worker that was started after the refusals tells it, by the mark of the one that told the miss.
        late.GetProperty("delayCause").GetString().ShouldNotBe("Unknown");
        double.Parse(late.GetProperty("replicationTime").GetString()!, System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThan(3);
    }

    [Fact]
    public async Task A_failure_is_told_with_S3s_reason_and_what_was_in_time_as_completed()
    {
        _world.Faults.Add(new() { Operation = "CopyObject", Key = "bad", Effect = FaultEffect.Error, Code = "MetadataTooLarge", Status = 400 });
        await PutAsync("bad");
        await PutAsync("good");
        var slow = _world.WriteRules(LocalWorld.Rule("all", Mirror));

        var result = await _world.RunProgramAsync(
            Token, "run", "--queue-url", _world.QueueUrl, "--rules", slow, "--events-queue-url", _eventsUrl, "--state", _state.FullName, "--drain", "1");

        result.ExitCode.ShouldBe(1, result.ToString());
        await ReceiveAsync();
        KeysOf("OperationFailedReplication").ShouldBe(["bad"]);
        KeysOf("OperationCompletedReplication").ShouldBe(["good"]);
        _events.Count.ShouldBe(2);
        var failed = _events.Single(told => NameOf(told) is "OperationFailedReplication");
        Replication(failed).GetProperty("failureReason").GetString().ShouldNotBeNullOrEmpty();
        Replication(failed).GetProperty("replicationRuleId").GetString().ShouldBe("all");
        failed.GetProperty("eventSource").GetString().ShouldBe("s3replicator");
    }

    private Task<Amazon.S3.Model.PutObjectResponse> PutAsync(string key) => _world.HomeS3.PutObjectAsync(
        new PutObjectRequest { BucketName = LocalWorld.Source, Key = key, ContentBody = "body" }, Token);

    private Task<RunningWorker> StartAsync(string name) => RunningWorker.StartAsync(
        _world,
        _rules,
        Token,
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["S3Replicator__WorkerId"] = name,
            ["S3Replicator__Queue__WaitTime"] = "00:00:01",
            ["S3Replicator__Retry__ConfigurationPause"] = "00:00:01",
        },
        "--state",
        _state.FullName,
        "--events-queue-url",
        _eventsUrl);

    private Task ToldAsync(string kind, int count) => Poll.UntilAsync(
        async _ =>
        {
            await ReceiveAsync();
            return KeysOf(kind).Count() >= count;
        },
        Bound,
        Token);

    private async Task ReceiveAsync()
    {
        while ((await _world.Queues.ReceiveMessageAsync(
            new ReceiveMessageRequest { QueueUrl = _eventsUrl, MaxNumberOfMessages = 10 }, Token)).Messages is { Count: > 0 } messages)
        {
            foreach (var message in messages)
            {
                _events.Add(JsonDocument.Parse(message.Body).RootElement.GetProperty("Records")[0]);
                await _world.Queues.DeleteMessageAsync(_eventsUrl, message.ReceiptHandle, Token);
            }
        }
    }

    private IEnumerable<string> KeysOf(string kind) => _events
        .Where(told => NameOf(told) == kind)
        .Select(told => told.GetProperty("s3").GetProperty("object").GetProperty("key").GetString()!);

    private static string NameOf(JsonElement told) => told.GetProperty("eventName").GetString()!["Replication:".Length..];

    private static JsonElement Replication(JsonElement told) => told.GetProperty("replicationEventData");
}
