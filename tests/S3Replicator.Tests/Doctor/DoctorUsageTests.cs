using System.Text.Json.Nodes;
using S3Replicator.Tests.Infrastructure;
using S3Replicator.TestSupport;

namespace S3Replicator.Tests.Doctor;

/// <summary>How doctor is called, and how it ends.</summary>
public sealed class DoctorUsageTests : IAsyncLifetime
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    private LocalWorld _world = null!;
    private string _rules = string.Empty;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await LocalWorld.StartAsync(Token);
        await _world.CreateBucketAsync("replica", LocalWorld.Home);
        _rules = _world.WriteRules(LocalWorld.Rule("all", "replica"));
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Without_a_queue_the_usage_is_wrong()
    {
        var result = await RunAsync([], "doctor", "--rules", _rules);

        result.ExitCode.ShouldBe(2, result.ToString());
        result.StandardError.ShouldContain("--queue-url");
    }

    [Fact]
    public async Task What_is_no_queue_url_is_wrong_usage_as_in_run()
    {
        var result = await RunAsync([], "doctor", "--rules", _rules, "--queue-url", "events");

        result.ExitCode.ShouldBe(2, result.ToString());
        result.StandardError.ShouldContain("It looks like https://sqs.");
    }

    [Fact]
    public async Task Without_a_region_that_of_the_queue_is_taken()
    {
        var result = await RunAsync(
            new() { ["AWS_REGION"] = null }, "doctor", "--rules", _rules, "--queue-url", $"{_world.Endpoint}/queue/us-east-1/000000000000/events");

        result.ExitCode.ShouldBe(0, result.ToString());
    }

    [Fact]
    public async Task An_AWS_that_does_not_answer_is_told_by_the_exit_code()
    {
        var result = await RunAsync(
            new() { ["AWS_ENDPOINT_URL"] = "http://127.0.0.1:9" }, "doctor", "--rules", _rules, "--queue-url", "http://127.0.0.1:9/000000000000/events");

        result.ExitCode.ShouldBe(3, result.ToString());
        result.StandardOutput.ShouldContain("cannot be reached");
        result.StandardOutput.ShouldContain("Check AWS_ENDPOINT_URL, the region and the network.");
    }

    [Fact]
    public async Task Looks_at_the_bucket_of_the_state_and_at_the_queue_that_is_told()
    {
        await _world.CreateBucketAsync("state", LocalWorld.Away);
        var told = await LocalWorld.CreateQueueAsync(_world.Queues, "told", Token);

        var result = await RunAsync(
            [], "doctor", "--rules", _rules, "--queue-url", _world.QueueUrl, "--state", "s3://state/worker", "--events-queue-url", told, "--output", "json");

        result.ExitCode.ShouldBe(0, result.ToString());
        var subjects = JsonNode.Parse(result.StandardOutput)!["checks"]!.AsArray().Select(check => (string)check!["subject"]!).ToList();
        subjects.ShouldContain("s3://state/worker/");
        subjects.ShouldContain("s3:PutObject on state/worker/*");
        subjects.ShouldContain("s3:ListBucket on state");
        subjects.ShouldContain("sqs:SendMessage on told");
        (await _world.Queues.GetQueueAttributesAsync(told, ["All"], Token)).ApproximateNumberOfMessages.ShouldBe(0);
    }

    [Fact]
    public async Task Finds_a_state_bucket_and_a_told_queue_that_are_not_there()
    {
        var result = await RunAsync(
            [], "doctor", "--rules", _rules, "--queue-url", _world.QueueUrl, "--state", "s3://nowhere/worker", "--events-queue-url", $"{_world.Endpoint}/000000000000/nobody");

        result.ExitCode.ShouldBe(1, result.ToString());
        result.StandardOutput.ShouldContain("Check the bucket's name in --state");
        result.StandardOutput.ShouldContain("Check --events-queue-url");
    }

    private Task<ProgramResult> RunAsync(Dictionary<string, string?> changes, params string[] arguments)
    {
        var variables = new Dictionary<string, string?>(_world.Variables, StringComparer.Ordinal);

        foreach (var (name, value) in changes)
        {
            variables[name] = value;
        }

        return ProgramProcess.RunAsync(new ProgramStart(arguments) { Environment = variables }, Bound, Token);
    }
}
