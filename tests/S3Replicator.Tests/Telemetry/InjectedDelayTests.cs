using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.S3.Model;
using S3Replicator.LocalAws.Faults;
using S3Replicator.Tests.Infrastructure;
using S3Replicator.TestSupport;

namespace S3Replicator.Tests.Telemetry;

/// <summary>A delay that was injected comes out the same by every way out.</summary>
public sealed class InjectedDelayTests : IAsyncLifetime
{
    private const string Mirror = "mirror";
    private const double Delay = 2.5;
    private const int Objects = 3;

    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("state-");
    private LocalWorld _world = null!;
    private string _rules = string.Empty;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await LocalWorld.StartAsync(Token);
        await _world.CreateBucketAsync(Mirror, LocalWorld.Home);
        _world.Faults.Add(new() { Operation = "CopyObject", Effect = FaultEffect.Latency, LatencyMilliseconds = (int)(Delay * 1000) });
        _rules = _world.WriteRules(LocalWorld.Rule("all", Mirror));
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        _state.Delete(recursive: true);
    }

    [Fact]
    public async Task Prometheus_EMF_OTLP_summary_and_report_agree()
    {
        await using var receiver = await OtlpReceiver.StartAsync(Token);
        await using var worker = await RunningWorker.StartAsync(
            _world,
            _rules,
            Token,
            new Dictionary<string, string?>(receiver.Variables, StringComparer.Ordinal) { ["S3Replicator__Emf__Interval"] = "00:00:01" },
            "--metrics",
            "emf",
            "--state",
            _state.FullName);

        for (var number = 0; number < Objects; number++)
        {
            await _world.HomeS3.PutObjectAsync(
                new PutObjectRequest { BucketName = LocalWorld.Source, Key = $"key-{number}", ContentBody = "12345" }, Token);
        }

        await worker.MetricAsync("s3replicator_operations_pending", value => value == Objects, Token, "place=\"worker\"");
        await worker.MetricAsync("s3replicator_replication_latency_seconds_count", value => value == Objects, Token);
        await worker.MetricAsync("s3replicator_operations_pending", value => value == 0, Token, "place=\"worker\"");
        var metrics = await worker.MetricsAsync(Token);
        var result = await worker.StopAsync(Token);
        var longest = RunningWorker.ValueOf(metrics, "s3replicator_replication_latency_max_seconds")!.Value;
        var sum = RunningWorker.ValueOf(metrics, "s3replicator_replication_latency_seconds_sum")!.Value;

        // All of the delay is in it; what is beside it is the time of this machine, and the same in every way out.
        longest.ShouldBeGreaterThan(Delay);
        sum.ShouldBeGreaterThan(Objects * Delay);
        RunningWorker.ValueOf(metrics, "s3replicator_replication_bytes_total").ShouldBe(Objects * 5);
        ShouldBeInEmf(result.StandardOutput, longest);
        ShouldBeInOtlp(await receiver.MetricsAsync(Token), sum, longest);
        ShouldBeTraced(await receiver.SpansAsync(Token));
        await ShouldBeReportedAsync(longest);
    }

    private static void ShouldBeInEmf(string output, double longest)
    {
        var schema = new SchemaEvaluator((JsonObject)JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Telemetry", "emf.schema.json")))!);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
        lines.ShouldNotBeEmpty();
        lines.ShouldAllBe(line => schema.Accepts(line));
        var ofRule = lines.Where(line => line["RuleId"] is not null && line["ReplicationLatency"] is not null).ToList();
        ofRule.ShouldAllBe(line => Names(line, "Dimensions") == "SourceBucket,DestinationBucket,RuleId" && line["_aws"]!["CloudWatchMetrics"]![0]!["Namespace"]!.ToString() == "S3Replicator");
        ofRule.Max(line => (double)line["ReplicationLatency"]!).ShouldBe(longest, tolerance: 0.001);
        ofRule.Max(line => (long)line["OperationsPendingReplication"]!).ShouldBeGreaterThanOrEqualTo(Objects);
        ofRule.Max(line => (long)line["BytesPendingReplication"]!).ShouldBeGreaterThanOrEqualTo(Objects * 5);
        ofRule.Sum(line => (long)line["OperationsReplicated"]!).ShouldBe(Objects);
        var samples = ofRule.SelectMany(line => line["OperationsFailedReplication"] is JsonArray values ? values.Select(value => (double)value!) : []).ToList();
        (samples.Count, samples.Sum()).ShouldBe((Objects, 0));
    }

    private static string Names(JsonNode line, string member) =>
        string.Join(',', line["_aws"]!["CloudWatchMetrics"]![0]![member]![0]!.AsArray().Select(name => name!.ToString()));

    private static void ShouldBeInOtlp(IReadOnlyDictionary<string, JsonElement> metrics, double sum, double longest)
    {
        var point = metrics["s3replicator.replication.latency"].GetProperty("histogram").GetProperty("dataPoints")[0];
        point.GetProperty("sum").GetDouble().ShouldBe(sum, tolerance: 0.001);
        point.GetProperty("attributes").EnumerateArray()
            .Select(attribute => $"{attribute.GetProperty("key").GetString()}={attribute.GetProperty("value").GetProperty("stringValue").GetString()}")
            .ShouldBe(["source_bucket=source", "destination_bucket=mirror", "rule_id=all"], ignoreOrder: true);
        metrics["s3replicator.replication.latency.max"].GetProperty("gauge").GetProperty("dataPoints")[0].GetProperty("asDouble").GetDouble()
            .ShouldBe(longest, tolerance: 0.001);
    }

    private static void ShouldBeTraced(IReadOnlyList<JsonElement> spans)
    {
        var operations = spans.Where(span => span.GetProperty("name").GetString() is "replicate all").ToList();
        operations.Count.ShouldBe(Objects);

        foreach (var operation in operations)
        {
            var stages = spans.Where(span => span.TryGetProperty("parentSpanId", out var parent) && parent.GetString() == operation.GetProperty("spanId").GetString()).ToList();
            stages.Select(stage => stage.GetProperty("name").GetString()).ShouldBe(["plan", "schedule", "copy", "track"], ignoreOrder: true);
            var copy = stages.Single(stage => stage.GetProperty("name").GetString() is "copy");
            (Nanoseconds(copy, "endTimeUnixNano") - Nanoseconds(copy, "startTimeUnixNano")).ShouldBeGreaterThan((long)(Delay * 1e9));
        }
    }

    private static long Nanoseconds(JsonElement span, string member) => long.Parse(span.GetProperty(member).GetString()!, CultureInfo.InvariantCulture);

    private async Task ShouldBeReportedAsync(double longest)
    {
        var result = await _world.RunProgramAsync(
            Token, "report", "--rules", _rules, "--state", _state.FullName, "--since", "1h", "--output", "json");
        result.ExitCode.ShouldBe(0, result.ToString());
        var rule = JsonDocument.Parse(result.StandardOutput).RootElement.GetProperty("rules")[0];
        rule.GetProperty("operations").GetInt32().ShouldBe(Objects);
        rule.GetProperty("attainment").GetDouble().ShouldBe(1);
        rule.GetProperty("lagSeconds").GetProperty("max").GetDouble().ShouldBe(longest, tolerance: 0.002);
        rule.GetProperty("sourceRegion").GetString().ShouldBe("us-east-1");
        rule.GetProperty("destinationRegion").GetString().ShouldBe("us-east-1");
    }
}
