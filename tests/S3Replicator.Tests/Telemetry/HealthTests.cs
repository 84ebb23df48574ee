using System.Net;
using System.Text.Json;
using Amazon.S3.Model;
using S3Replicator.Tests.Infrastructure;
using S3Replicator.TestSupport;

namespace S3Replicator.Tests.Telemetry;

public sealed class HealthTests : IAsyncLifetime
{
    private const string Mirror = "mirror";
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    private LocalWorld _world = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await LocalWorld.StartAsync(Token);
        await _world.CreateBucketAsync(Mirror, LocalWorld.Home);
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_worker_that_can_do_its_work_is_live_and_ready()
    {
        await using var worker = await RunningWorker.StartAsync(_world, _world.WriteRules(LocalWorld.Rule("all", Mirror)), Token);

        (await worker.GetAsync("/health/live", Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var (status, report) = await ReadyAsync(worker);

        status.ShouldBe(HttpStatusCode.OK, report.ToString());
        report.GetProperty("status").GetString().ShouldBe("ready");
        report.GetProperty("checks").EnumerateArray().Select(check => check.GetProperty("check").GetString()).Distinct()
            .ShouldBe(["queue", "role", "rules", "clock"], ignoreOrder: true);
        (await worker.StopAsync(Token)).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task A_queue_that_is_gone_is_named()
    {
        await using var worker = await RunningWorker.StartAsync(_world, _world.WriteRules(LocalWorld.Rule("all", Mirror)), Token, Briefly);

        await _world.Queues.DeleteQueueAsync(_world.QueueUrl, Token);

        var fault = await FaultAsync(worker);
        fault.GetProperty("check").GetString().ShouldBe("queue");
        fault.GetProperty("subject").GetString().ShouldBe("events");
        fault.GetProperty("found").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_rule_document_that_is_bad_is_named_and_mended_rules_are_well_again()
    {
        var rules = _world.WriteRules(LocalWorld.Rule("all", Mirror));
        var good = await File.ReadAllTextAsync(rules, Token);
        await using var worker = await RunningWorker.StartAsync(_world, rules, Token, Briefly);

        await File.WriteAllTextAsync(rules, good.Replace("Enabled", "Perhaps", StringComparison.Ordinal), Token);
        var fault = await FaultAsync(worker);
        fault.GetProperty("check").GetString().ShouldBe("rules");
        fault.GetProperty("subject").GetString().ShouldBe(rules);
        (await worker.GetAsync("/health/live", Token)).StatusCode.ShouldBe(HttpStatusCode.OK);

        await File.WriteAllTextAsync(rules, good, Token);
        await Poll.UntilAsync(async _ => (await ReadyAsync(worker)).Status == HttpStatusCode.OK, Bound, Token);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("example.com:80:90")]
    [InlineData("localhost:65536")]
    [InlineData("::1:80")]
    public async Task An_address_that_is_none_is_refused(string address)
    {
        var result = await _world.RunProgramAsync(
            Token, "run", "--queue-url", _world.QueueUrl, "--rules", _world.WriteRules(LocalWorld.Rule("all", Mirror)), "--listen", address);

        result.ExitCode.ShouldBe(2, result.ToString());
        result.StandardError.ShouldContain($"--listen {address} is no address");
    }

    [Fact]
    public async Task A_port_that_is_taken_is_refused()
    {
        var taken = new Uri(_world.Endpoint).Port;

        var result = await _world.RunProgramAsync(
            Token, "run", "--queue-url", _world.QueueUrl, "--rules", _world.WriteRules(LocalWorld.Rule("all", Mirror)), "--listen", $"127.0.0.1:{taken}");

        result.ExitCode.ShouldBe(2, result.ToString());
        result.StandardError.ShouldContain("--listen");
    }

    [Fact]
    public async Task Metrics_are_in_the_format_that_promtool_demands()
    {
        await using var worker = await RunningWorker.StartAsync(_world, _world.WriteRules(LocalWorld.Rule("all", Mirror)), Token);
        await _world.HomeS3.PutObjectAsync(new PutObjectRequest { BucketName = LocalWorld.Source, Key = "key", ContentBody = "body" }, Token);
        await worker.MetricAsync("s3replicator_replication_latency_seconds_count", value => value == 1, Token, "rule_id=\"all\"");
        await worker.MetricAsync("s3replicator_operations_pending", value => value == 0, Token, "place=\"worker\"");

        var metrics = await worker.MetricsAsync(Token);
        var checkedByPromtool = await ProgramProcess.RunAsync(
            new ProgramStart("check", "metrics") { FileName = "/usr/bin/promtool", StandardInput = metrics }, Bound, Token);

        checkedByPromtool.ExitCode.ShouldBe(0, checkedByPromtool + metrics);
        RunningWorker.ValueOf(metrics, "s3replicator_replication_latency_seconds_count", "source_bucket=\"source\"", "destination_bucket=\"mirror\"").ShouldBe(1);
        RunningWorker.ValueOf(metrics, "s3replicator_operations_pending", "place=\"worker\"").ShouldBe(0);
        RunningWorker.ValueOf(metrics, "s3replicator_replication_lag_seconds").ShouldBe(0);
        RunningWorker.ValueOf(metrics, "s3replicator_replication_latency_max_seconds")!.Value.ShouldBeGreaterThan(0);
        RunningWorker.ValueOf(metrics, "s3replicator_objective_attainment").ShouldBe(1);
    }

    private static Dictionary<string, string?> Briefly => new(StringComparer.Ordinal)
    {
        ["S3Replicator__Queue__WaitTime"] = "00:00:01",
        ["S3Replicator__RuleReload__Interval"] = "00:00:00.200",
    };

    private static async Task<(HttpStatusCode Status, JsonElement Report)> ReadyAsync(RunningWorker worker)
    {
        using var response = await worker.GetAsync("/health/ready", Token);
        return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync(Token)).RootElement);
    }

    private static async Task<JsonElement> FaultAsync(RunningWorker worker)
    {
        JsonElement report = default;
        await Poll.UntilAsync(
            async _ =>
            {
                (var status, report) = await ReadyAsync(worker);
                return status == HttpStatusCode.ServiceUnavailable;
            },
            Bound,
            Token);
        report.GetProperty("status").GetString().ShouldBe("notReady");
        return report.GetProperty("checks").EnumerateArray().First();
    }
}
