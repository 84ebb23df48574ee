using System.Text;
using System.Text.Json;
using Amazon.S3.Model;
using S3Replicator.Tests.Infrastructure;
using S3Replicator.TestSupport;

namespace S3Replicator.Tests.State;

/// <summary>Receipts from a run to <c>status</c>, with state in a bucket of another region.</summary>
public sealed class ReceiptTests : IAsyncLifetime
{
    private const string Mirror = "mirror";
    private const string StateBucket = "state";
    private const string State = "s3://state/fleet/";

    private LocalWorld _world = null!;
    private string _rules = string.Empty;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await LocalWorld.StartAsync(Token);
        await _world.CreateBucketAsync(Mirror, LocalWorld.Home);
        await _world.CreateBucketAsync(StateBucket, LocalWorld.Away, versioned: false);
        _rules = _world.WriteRules(LocalWorld.Rule("all", Mirror, "docs/"));
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Each_operation_leaves_a_receipt_and_status_finds_it()
    {
        var version = await PutAsync("docs/a?b+é.txt");
        await PutAsync("docs/gone");
        await _world.HomeS3.DeleteObjectAsync(LocalWorld.Source, "docs/gone", Token);
        await PutAsync("elsewhere");

        var run = await RunAsync("run", "--queue-url", _world.QueueUrl, "--rules", _rules, "--state", State, "--drain", "1");

        run.ExitCode.ShouldBe(0, run.ToString());
        var receipts = await ReceiptsAsync();
        receipts.Count.ShouldBe(3);
        var copy = receipts.Single(receipt => receipt.GetProperty("source_key").GetString() == "docs/a?b+é.txt");
        var replica = (await _world.HomeS3.GetObjectMetadataAsync(Mirror, "docs/a?b+é.txt", Token)).VersionId;
        copy.GetProperty("source_version").GetString().ShouldBe(version);
        copy.GetProperty("destination_version").GetString().ShouldBe(replica);
        copy.GetProperty("outcome").GetString().ShouldBe("Replicated");
        copy.GetProperty("size").GetInt64().ShouldBe(4);
        copy.GetProperty("attempts").GetInt32().ShouldBe(1);
        copy.GetProperty("rule_revision").GetString().ShouldNotBeNullOrEmpty();
        copy.GetProperty("request_id").GetString().ShouldNotBeNullOrEmpty();

        var status = await StatusAsync("docs/a?b+é.txt");
        status.GetProperty("bucket").GetString().ShouldBe(LocalWorld.Source);
        status.GetProperty("key").GetString().ShouldBe("docs/a?b+é.txt");
        status.GetProperty("versionId").GetString().ShouldBe(version);
        var found = status.GetProperty("replicas").EnumerateArray().ShouldHaveSingleItem();
        found.GetProperty("rule").GetString().ShouldBe("all");
        found.GetProperty("status").GetString().ShouldBe("COMPLETED");
        found.GetProperty("reason").ValueKind.ShouldBe(JsonValueKind.Null);
        found.GetProperty("attempts").GetInt32().ShouldBe(1);
        found.GetProperty("lagSeconds").GetDouble().ShouldBeGreaterThan(0);
        found.GetProperty("replicatedAt").GetDateTimeOffset().ShouldBeGreaterThan(DateTimeOffset.UtcNow.AddHours(-1));
        found.GetProperty("destination").GetProperty("bucket").GetString().ShouldBe(Mirror);
        found.GetProperty("destination").GetProperty("key").GetString().ShouldBe("docs/a?b+é.txt");
        found.GetProperty("destination").GetProperty("versionId").GetString().ShouldBe(replica);

        (await StatusAsync($"docs/a?b+é.txt?versionId={version}")).GetProperty("replicas").GetArrayLength().ShouldBe(1);
        (await StatusAsync("docs/a?b+é.txt?versionId=other")).GetProperty("replicas").GetArrayLength().ShouldBe(0);
        (await StatusAsync("elsewhere", "--rules", _rules)).GetProperty("replicas").GetArrayLength().ShouldBe(0);
        var pending = (await StatusAsync("docs/new", "--rules", _rules)).GetProperty("replicas").EnumerateArray().ShouldHaveSingleItem();
        pending.GetProperty("status").GetString().ShouldBe("PENDING");
        (await RunAsync("status", "s3://source/docs/a?b+é.txt", "--state", State)).StandardOutput.ShouldContain("COMPLETED  all → s3://mirror/docs/a?b+é.txt");
        (await RunAsync("failures", "list", "--state", State)).StandardOutput.ShouldBe("No failed operations.\n");
    }

    [Fact]
    public async Task State_that_a_rule_would_replicate_is_refused()
    {
        (await RunWithStateAsync("s3://source/docs/state")).ShouldSay(2, "Rule all would replicate the state");
        (await RunWithStateAsync("s3://source/")).ShouldSay(2, "Rule all would replicate the state");
        (await RunWithStateAsync("s3://source/state")).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task A_worker_does_not_start_on_state_that_it_cannot_use()
    {
        await PutAsync("docs/a");

        (await RunWithStateAsync("s3://no-such-bucket/x")).ShouldSay(3, "no-such-bucket");
        (await RunWithStateAsync("/dev/null/x")).ShouldSay(2, "/dev/null/x");
        (await _world.MessagesAsync(Token)).ShouldBe(2);
    }

    [Fact]
    public async Task Status_refuses_what_names_no_object()
    {
        (await RunAsync("status", "source/docs/a", "--state", State)).ShouldSay(2, "does not name an object");
        (await RunAsync("status", "s3://source", "--state", State)).ShouldSay(2, "does not name an object");
        (await RunAsync("status", "s3://source/a")).ShouldSay(2, "No state is named.");
    }

    private Task<ProgramResult> RunWithStateAsync(string state) =>
        RunAsync("run", "--queue-url", _world.QueueUrl, "--rules", _rules, "--state", state, "--drain", "0");

    private Task<ProgramResult> RunAsync(params string[] arguments) => _world.RunProgramAsync(Token, arguments);

    private async Task<string> PutAsync(string key) =>
        (await _world.HomeS3.PutObjectAsync(new PutObjectRequest { BucketName = LocalWorld.Source, Key = key, ContentBody = "body" }, Token)).VersionId;

    private async Task<JsonElement> StatusAsync(string name, params string[] more)
    {
        var result = await RunAsync(["status", $"s3://{LocalWorld.Source}/{name}", "--state", State, "--output", "json", .. more]);
        result.ExitCode.ShouldBe(0, result.ToString());
        return JsonDocument.Parse(result.StandardOutput).RootElement;
    }

    private async Task<IReadOnlyList<JsonElement>> ReceiptsAsync()
    {
        var segments = await _world.AwayS3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = StateBucket, Prefix = "fleet/receipts/dt=" }, Token);
        var receipts = new List<JsonElement>();

        foreach (var segment in segments.S3Objects ?? [])
        {
            using var found = await _world.AwayS3.GetObjectAsync(StateBucket, segment.Key, Token);
            using var reader = new StreamReader(found.ResponseStream, Encoding.UTF8);
            var lines = (await reader.ReadToEndAsync(Token)).TrimEnd('\n').Split('\n');
            receipts.AddRange(lines.Select(line => JsonDocument.Parse(line).RootElement));
        }

        return receipts;
    }
}
