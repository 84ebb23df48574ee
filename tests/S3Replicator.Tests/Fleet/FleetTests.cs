using System.Net;
using System.Text.Json.Nodes;
using Amazon.S3.Model;
using S3Replicator.Tests.Infrastructure;
using S3Replicator.TestSupport;

namespace S3Replicator.Tests.Fleet;

/// <summary>Workers that share queue and state, and what they tell of one another.</summary>
public sealed class FleetTests : IAsyncLifetime
{
    private const string Mirror = "mirror";
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    private readonly string _state = Path.Combine(Path.GetTempPath(), $"fleet-{Guid.NewGuid():N}");
    private LocalWorld _world = null!;
    private string _rules = string.Empty;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await LocalWorld.StartAsync(Token);
        await _world.CreateBucketAsync(Mirror, LocalWorld.Away);
        _rules = _world.WriteRules(LocalWorld.Rule("all", Mirror));
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();

        if (Directory.Exists(_state))
        {
            Directory.Delete(_state, recursive: true);
        }
    }

    [Fact]
    public async Task Each_of_two_workers_tells_both_and_what_they_have_done_together()
    {
        await using var one = await StartAsync("one");
        await using var two = await StartAsync("two");

        for (var i = 0; i < 20; i++)
        {
            await _world.HomeS3.PutObjectAsync(new PutObjectRequest { BucketName = LocalWorld.Source, Key = $"key-{i}", ContentBody = "body" }, Token);
        }

        foreach (var worker in new[] { one, two })
        {
            var fleet = await FleetAsync(worker, fleet => Replicated(fleet) == 20 && (int)fleet["running"]! == 2);

            fleet["workers"]!.AsArray().Select(told => ((string?)told!["id"], (string?)told["state"])).ShouldBe([("one", "Running"), ("two", "Running")]);
            fleet["workers"]!.AsArray().Sum(told => (int)told!["replicated"]!).ShouldBe(20);
            var rule = fleet["rules"]!.AsArray().ShouldHaveSingleItem()!;
            ((int)rule["completed"]!).ShouldBe(20);
            ((int)rule["pending"]!).ShouldBe(0);
            ((double)rule["latencySeconds"]!["max"]!).ShouldBeGreaterThan(0);
            ((double)fleet["latencySeconds"]!["max"]!).ShouldBe((double)rule["latencySeconds"]!["max"]!);
            ((int)fleet["totals"]!["requests"]!["CopyObject"]!).ShouldBe(20);
        }

        (await two.StopAsync(Token)).ExitCode.ShouldBe(0);
        var alone = await FleetAsync(one, fleet => fleet["workers"]!.AsArray().Count == 1);
        alone["workers"]!.AsArray().Select(told => (string?)told!["id"]).ShouldBe(["one"]);

        (await one.StopAsync(Token)).ExitCode.ShouldBe(0);
        Directory.EnumerateFiles(Path.Combine(_state, "workers")).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_that_is_killed_is_lost_and_then_forgotten()
    {
        await using var one = await StartAsync("one", forgetAfter: "00:00:04");
        await using var two = await StartAsync("two", forgetAfter: "00:00:04");
        await FleetAsync(one, fleet => (int)fleet["running"]! == 2);

        two.Process.Kill();

        await FleetAsync(one, fleet => (int)fleet["lost"]! == 1 && (int)fleet["running"]! == 1);
        await FleetAsync(one, fleet => fleet["workers"]!.AsArray().Count == 1);
    }

    [Fact]
    public async Task Without_state_a_worker_is_alone()
    {
        await using var worker = await RunningWorker.StartAsync(_world, _rules, Token);

        var fleet = await FleetAsync(worker, _ => true);

        var self = fleet["workers"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)self["host"]).ShouldBe(Environment.MachineName);
        ((string?)self["rulesRevision"]).ShouldNotBeNullOrEmpty();
        ((string?)self["version"]).ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task With_a_token_only_who_has_it_sees_the_fleet_and_anybody_health_and_metrics()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "0123456789abcdef\n", Token);
        await using var worker = await RunningWorker.StartAsync(_world, _rules, Token, variables: null, "--console-token-file", file);
        File.Delete(file);

        (await StatusAsync(worker, "/api/fleet")).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(worker, "/api/fleet", "0123456789abcdeX")).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(worker, "/api/fleet", "0123456789abcdef")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(worker, "/health/live")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(worker, "/metrics")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_token_that_is_easily_guessed_is_refused()
    {
        var result = await _world.RunProgramAsync(
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["S3REPLICATOR_CONSOLE_TOKEN"] = "secret" },
            ["run", "--queue-url", _world.QueueUrl, "--rules", _rules, "--listen", "127.0.0.1:0"],
            Token);

        result.ExitCode.ShouldBe(2, result.ToString());
        result.StandardError.ShouldContain("S3REPLICATOR_CONSOLE_TOKEN");
        result.StandardError.ShouldNotContain("secret ");
    }

    private static int Replicated(JsonNode fleet) => (int)fleet["totals"]!["replicated"]!;

    private static async Task<JsonNode> FleetAsync(RunningWorker worker, Func<JsonNode, bool> isWanted) => await Poll.UntilAsync(
        async token =>
        {
            using var response = await worker.GetAsync("/api/fleet", token);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            return JsonNode.Parse(await response.Content.ReadAsStringAsync(token))!;
        },
        isWanted,
        Bound,
        Token);

    private static async Task<HttpStatusCode> StatusAsync(RunningWorker worker, string path, string? token = null)
    {
        using var response = await worker.GetAsync(path, token, Token);
        return response.StatusCode;
    }

    private Task<RunningWorker> StartAsync(string id, string forgetAfter = "01:00:00") => RunningWorker.StartAsync(
        _world,
        _rules,
        Token,
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["S3Replicator__WorkerId"] = id,
            ["S3Replicator__Fleet__WriteEvery"] = "00:00:00.250",
            ["S3Replicator__Fleet__ForgetAfter"] = forgetAfter,
            ["S3Replicator__Queue__WaitTime"] = "00:00:01",
        },
        "--state",
        _state);
}
