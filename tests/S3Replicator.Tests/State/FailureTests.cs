using System.Text.Json;
using Amazon.S3.Model;
using S3Replicator.Tests.Infrastructure;
using S3Replicator.TestSupport;

namespace S3Replicator.Tests.State;

/// <summary>What becomes of operations that fail for good: the real program, the local AWS, state in a folder and in a bucket.</summary>
public sealed class FailureTests : IAsyncLifetime
{
    private const string Mirror = "mirror";

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("state-");
    private LocalWorld _world = null!;
    private string _rules = string.Empty;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string State => _folder.FullName;

    public async ValueTask InitializeAsync()
    {
        _world = await LocalWorld.StartAsync(Token);
        await _world.CreateBucketAsync(Mirror, LocalWorld.Home);
        _rules = _world.WriteRules(LocalWorld.Rule("all", Mirror));
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_copy_that_found_no_destination_is_recorded_listed_tried_again_and_then_forgotten()
    {
        await FailAsync("a b+é.txt");

        var failure = (await ListAsync()).ShouldHaveSingleItem();
        failure.GetProperty("rule").GetString().ShouldBe("all");
        failure.GetProperty("operation").GetString().ShouldBe("Copy");
        failure.GetProperty("reason").GetString().ShouldBe("DstBucketNotFound");
        failure.GetProperty("source").GetProperty("bucket").GetString().ShouldBe(LocalWorld.Source);
        failure.GetProperty("source").GetProperty("key").GetString().ShouldBe("a b+é.txt");
        failure.GetProperty("source").GetProperty("versionId").GetString().ShouldNotBeNullOrEmpty();
        failure.GetProperty("destination").GetProperty("bucket").GetString().ShouldBe(Mirror);
        failure.GetProperty("destination").GetProperty("key").GetString().ShouldBe("a b+é.txt");
        failure.GetProperty("attempts").GetInt32().ShouldBeGreaterThan(1);
        failure.GetProperty("message").GetString().ShouldNotBeNullOrEmpty();
        failure.GetProperty("id").GetString().ShouldNotBeNullOrEmpty();
        failure.GetProperty("time").GetDateTimeOffset().ShouldBeGreaterThan(DateTimeOffset.UtcNow.AddHours(-1));
        (await _world.MessagesAsync(Token)).ShouldBe(0);

        var again = await RetryAsync();
        again.ExitCode.ShouldBe(1, again.ToString());
        (await ListAsync()).ShouldHaveSingleItem().GetProperty("attempts").GetInt32().ShouldBe(failure.GetProperty("attempts").GetInt32() + 1);
        (await StatusAsync("a b+é.txt")).GetProperty("status").GetString().ShouldBe("FAILED");

        await _world.CreateBucketAsync(Mirror, LocalWorld.Home);
        var result = await RetryAsync();

        result.ExitCode.ShouldBe(0, result.ToString());
        Json(result).GetProperty("settled").GetInt32().ShouldBe(1);
        (await _world.HomeS3.GetObjectMetadataAsync(Mirror, "a b+é.txt", Token)).ContentLength.ShouldBe(4);
        (await ListAsync()).ShouldBeEmpty();
        var status = await StatusAsync("a b+é.txt");
        status.GetProperty("status").GetString().ShouldBe("COMPLETED");
        status.GetProperty("attempts").GetInt32().ShouldBeGreaterThan(2);
        status.GetProperty("lagSeconds").GetDouble().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Failures_are_chosen_by_rule_reason_time_and_id_and_discarded_for_good()
    {
        await FailAsync("one");

        (await ListAsync("--rule", "other")).ShouldBeEmpty();
        (await ListAsync("--rule", "all", "--reason", "DstBucketNotFound", "--since", "1h")).ShouldHaveSingleItem();
        (await ListAsync("--reason", "AssumeRoleNotPermitted")).ShouldBeEmpty();
        (await ListAsync("--since", "2999-01-01")).ShouldBeEmpty();
        var none = await RunAsync("failures", "discard", "--state", State, "--rule", "other", "--output", "json");
        Json(none).GetProperty("discarded").GetInt32().ShouldBe(0);
        var id = (await ListAsync()).ShouldHaveSingleItem().GetProperty("id").GetString()!;

        var text = await RunAsync("failures", "list", "--state", State);
        text.StandardOutput.ShouldContain("DstBucketNotFound");
        text.StandardOutput.ShouldContain("1 failed operation.");
        var discarded = await RunAsync("failures", "discard", "--state", State, "--id", id, "--output", "json");

        discarded.ExitCode.ShouldBe(0, discarded.ToString());
        Json(discarded).GetProperty("failures").GetArrayLength().ShouldBe(1);
        (await ListAsync()).ShouldBeEmpty();
        (await RunAsync("failures", "list", "--state", State)).StandardOutput.ShouldBe("No failed operations.\n");
    }

    [Fact]
    public async Task A_failure_of_a_rule_that_is_gone_is_kept_and_says_so()
    {
        await FailAsync("one");
        var other = _world.WriteRules(LocalWorld.Rule("another", Mirror));

        var result = await RunAsync("failures", "retry", "--state", State, "--rules", other);

        result.ExitCode.ShouldBe(1, result.ToString());
        result.StandardError.ShouldContain("RuleNotFound");
        (await ListAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_retry_of_what_has_gone_at_the_source_has_nothing_left_to_do()
    {
        var version = await FailAsync("one");
        await _world.HomeS3.DeleteObjectAsync(LocalWorld.Source, "one", version, Token);
        await _world.CreateBucketAsync(Mirror, LocalWorld.Home);

        var result = await RetryAsync();

        result.ExitCode.ShouldBe(0, result.ToString());
        (await ListAsync()).ShouldBeEmpty();
        (await StatusAsync("one")).GetProperty("status").GetString().ShouldBe("SKIPPED");
    }

    [Fact]
    public async Task What_cannot_be_recorded_stays_in_the_queue()
    {
        await _world.CreateBucketAsync("state", LocalWorld.Away, versioned: false);
        await using var worker = await StartWorkerAsync("s3://state/fleet");
        await DeleteBucketAsync("state", _world.AwayS3);
        await DeleteBucketAsync(Mirror, _world.HomeS3);

        await PutAsync("one");

        await worker.ErrorLineAsync(line => line.Contains("cannot be recorded; it stays in the queue", StringComparison.Ordinal), Bound, Token);
        worker.Terminate();
        (await worker.WaitForExitAsync(Bound, Token)).StandardError.ShouldContain("receipts were lost");
        (await _world.MessagesAsync(Token)).ShouldBe(1);
    }

    [Fact]
    public async Task Verbs_say_what_is_wrong_with_the_state_they_are_given()
    {
        (await RunAsync("failures", "list")).ShouldSay(2, "No state is named. Name it with --state.");
        (await RunAsync("failures", "list", "--state", "https://x")).ShouldSay(2, "neither a path nor file:// nor s3://");
        (await RunAsync("failures", "list", "--state", "s3://no-such-bucket/x")).ShouldSay(3, "no-such-bucket");
        (await RunAsync("failures", "list", "--state", State, "--since", "soon")).ShouldSay(2, "--since takes a time");
        (await RunAsync("failures", "retry", "--state", State)).ShouldSay(2, "No rules are given.");
        var empty = await RunAsync("failures", "list", "--state", Path.Combine(State, "none"), "--output", "json");
        empty.ShouldSay(0, "There is no state at");
        Json(empty).GetProperty("failures").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_worker_takes_failures_up_again_by_itself_when_their_cause_has_gone()
    {
        await using var worker = await StartWorkerAsync(State, recoverEvery: "00:00:01");
        await DeleteBucketAsync(Mirror, _world.HomeS3);

        for (var number = 0; number < 5; number++)
        {
            await PutAsync($"key-{number}");
        }

        await Poll.UntilAsync(() => Directory.EnumerateFiles(State, "*.json", SearchOption.AllDirectories).Count(IsFailure) == 5, Bound, Token);
        await _world.CreateBucketAsync(Mirror, LocalWorld.Home);

        await Poll.UntilAsync(() => !Directory.EnumerateFiles(State, "*.json", SearchOption.AllDirectories).Any(IsFailure), Bound, Token);

        (await _world.HomeS3.ListObjectsV2Async(new() { BucketName = Mirror }, Token)).S3Objects.Count.ShouldBe(5);
        worker.Terminate();
        (await worker.WaitForExitAsync(Bound, Token)).StandardError.ShouldContain("seems to be mended");

        static bool IsFailure(string path) => path.Contains("/failures/", StringComparison.Ordinal);
    }

    /// <summary>Lets the copy of an object fail for good; gives the object's version.</summary>
    private async Task<string> FailAsync(string key)
    {
        await using var worker = await StartWorkerAsync(State);
        await DeleteBucketAsync(Mirror, _world.HomeS3);

        var version = await PutAsync(key);

        await worker.ErrorLineAsync(line => line.Contains("failed for good: DstBucketNotFound", StringComparison.Ordinal), Bound, Token);
        worker.Terminate();
        (await worker.WaitForExitAsync(Bound, Token)).ExitCode.ShouldBe(0);
        return version;
    }

    /// <summary>Starts a worker and sees it at work, so that its preflight is behind it.</summary>
    private async Task<ProgramProcess> StartWorkerAsync(string state, string recoverEvery = "01:00:00")
    {
        await PutAsync("first");
        var worker = ProgramProcess.Start(_world.Program(
            ["run", "--queue-url", _world.QueueUrl, "--rules", _rules, "--state", state],
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["S3Replicator__Retry__ConfigurationRetryFor"] = "00:00:01",
                ["S3Replicator__Retry__ConfigurationPause"] = "00:00:01",
                ["S3Replicator__Retry__RecoverEvery"] = recoverEvery,
                ["S3Replicator__Queue__ShutdownBudget"] = "00:00:02",
            }));

        await Poll.UntilAsync(
            async token => (await _world.HomeS3.ListVersionsAsync(Mirror, token)).Versions is { Count: > 0 }, Bound, Token, "the first object is replicated");
        return worker;
    }

    private static async Task DeleteBucketAsync(string bucket, Amazon.S3.AmazonS3Client client)
    {
        var versions = (await client.ListVersionsAsync(bucket, Token)).Versions ?? [];
        await Task.WhenAll(versions.Select(version => client.DeleteObjectAsync(bucket, version.Key, version.VersionId, Token)));
        await client.DeleteBucketAsync(bucket, Token);
    }

    private async Task<string> PutAsync(string key) =>
        (await _world.HomeS3.PutObjectAsync(new PutObjectRequest { BucketName = LocalWorld.Source, Key = key, ContentBody = "body" }, Token)).VersionId;

    private Task<ProgramResult> RunAsync(params string[] arguments) => _world.RunProgramAsync(Token, arguments);

    private Task<ProgramResult> RetryAsync() => RunAsync("failures", "retry", "--state", State, "--rules", _rules, "--output", "json");

    private async Task<IReadOnlyList<JsonElement>> ListAsync(params string[] choice)
    {
        var result = await RunAsync(["failures", "list", "--state", State, "--output", "json", .. choice]);
        result.ExitCode.ShouldBe(0, result.ToString());
        return [.. Json(result).GetProperty("failures").EnumerateArray()];
    }

    private async Task<JsonElement> StatusAsync(string key)
    {
        var result = await RunAsync("status", $"s3://{LocalWorld.Source}/{key}", "--state", State, "--output", "json");
        result.ExitCode.ShouldBe(0, result.ToString());
        return Json(result).GetProperty("replicas").EnumerateArray().ShouldHaveSingleItem();
    }

    private static JsonElement Json(ProgramResult result) => JsonDocument.Parse(result.StandardOutput).RootElement;
}
