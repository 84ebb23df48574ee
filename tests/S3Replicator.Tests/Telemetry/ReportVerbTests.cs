using System.Text.Json;
using Amazon.S3.Model;
using S3Replicator.LocalAws.Faults;
using S3Replicator.Tests.Infrastructure;
using S3Replicator.TestSupport;

namespace S3Replicator.Tests.Telemetry;

/// <summary>The report of what a worker has done, and the audit of its receipts.</summary>
public sealed class ReportVerbTests : IAsyncLifetime
{
    private const string Mirror = "mirror";
    private const string Odd = "late <b>&\"'.txt";

    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("state-");
    private LocalWorld _world = null!;
    private string _rules = string.Empty;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await LocalWorld.StartAsync(Token);
        await _world.CreateBucketAsync(Mirror, LocalWorld.Home);
        var rule = LocalWorld.Rule("all", Mirror).TrimEnd()[..^1] + ""","S3Replicator":{"ThresholdSeconds":1}}""";
        _rules = _world.WriteRules(rule);
        _world.Faults.Add(new() { Operation = "CopyObject", Key = "late*", Effect = FaultEffect.Latency, LatencyMilliseconds = 1500 });
        await PutAsync(Odd);
        var run = await _world.RunProgramAsync(
            Token, "run", "--queue-url", _world.QueueUrl, "--rules", _rules, "--state", _state.FullName, "--drain", "1");
        run.ExitCode.ShouldBe(0, run.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        _state.Delete(recursive: true);
    }

    [Fact]
    public async Task Names_each_miss_with_its_cause_in_text_JSON_and_a_page()
    {
        var json = await ReportAsync("json");
        var rule = JsonDocument.Parse(json).RootElement.GetProperty("rules")[0];
        rule.GetProperty("rule").GetString().ShouldBe("all");
        rule.GetProperty("operations").GetInt32().ShouldBe(1);
        rule.GetProperty("withinThreshold").GetInt32().ShouldBe(0);
        var missed = rule.GetProperty("missed")[0];
        missed.GetProperty("key").GetString().ShouldBe(Odd);
        missed.GetProperty("lagSeconds").GetDouble().ShouldBeGreaterThan(1.5);
        missed.GetProperty("cause").GetString().ShouldBeOneOf("Copy", "Backlog");

        (await ReportAsync("text")).ShouldContain("1 misses.");

        var page = await ReportAsync("html");
        page.ShouldStartWith("<!doctype html>");
        page.ShouldContain("late &lt;b&gt;&amp;&quot;&#39;.txt");
        page.ShouldNotContain("<b>&\"");
        page.ShouldNotContain("http://");
        page.ShouldNotContain("https://");
        page.ShouldNotContain("<script");
        page.Split("<svg").Length.ShouldBe(3);
    }

    [Fact]
    public async Task An_audit_finds_nothing_until_a_receipt_is_altered_and_names_it_then()
    {
        var heads = Path.Combine(_state.FullName, "heads.json");
        var first = await AuditAsync();
        first.ExitCode.ShouldBe(0, first.ToString());
        await File.WriteAllTextAsync(heads, first.StandardOutput, Token);
        (await AuditAsync("--heads", heads)).ExitCode.ShouldBe(0);

        var segment = Directory.EnumerateFiles(Path.Combine(_state.FullName, "receipts"), "*.jsonl", SearchOption.AllDirectories).Single();
        await File.WriteAllTextAsync(segment, (await File.ReadAllTextAsync(segment, Token)).Replace("\"Replicated\"", "\"Skipped\"", StringComparison.Ordinal), Token);

        var second = await AuditAsync();
        second.ExitCode.ShouldBe(1, second.ToString());
        var finding = JsonDocument.Parse(second.StandardOutput).RootElement.GetProperty("findings")[0];
        finding.GetProperty("kind").GetString().ShouldBe("Altered");
        finding.GetProperty("subject").GetString().ShouldEndWith(Path.GetFileName(segment));
    }

    [Fact]
    public async Task Wrong_spans_are_refused()
    {
        (await RunAsync("--since", "1h", "--until", "2h")).ExitCode.ShouldBe(2);
        (await RunAsync()).ExitCode.ShouldBe(2);
        (await RunAsync("--since", "yesterday")).ExitCode.ShouldBe(2);
    }

    private Task<Amazon.S3.Model.PutObjectResponse> PutAsync(string key) => _world.HomeS3.PutObjectAsync(
        new PutObjectRequest { BucketName = LocalWorld.Source, Key = key, ContentBody = "body" }, Token);

    private async Task<string> ReportAsync(string output)
    {
        var result = await RunAsync("--since", "1h", "--output", output);
        result.ExitCode.ShouldBe(0, result.ToString());
        return result.StandardOutput;
    }

    private Task<ProgramResult> AuditAsync(params string[] more) => RunAsync(["--audit", "--since", "1h", "--output", "json", .. more]);

    private Task<ProgramResult> RunAsync(params string[] arguments) =>
        _world.RunProgramAsync(Token, ["report", "--rules", _rules, "--state", _state.FullName, .. arguments]);
}
