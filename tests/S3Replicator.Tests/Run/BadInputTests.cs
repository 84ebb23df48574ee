using S3Replicator.Tests.Infrastructure;
using S3Replicator.TestSupport;

namespace S3Replicator.Tests.Run;

/// <summary>Wrong input gives one clear line on standard error with what to do, the exit code of the contract, and loses nothing.</summary>
public sealed class BadInputTests : IAsyncLifetime
{
    private const string Mirror = "mirror";

    private LocalWorld _world = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await LocalWorld.StartAsync(Token);
        await _world.CreateBucketAsync(Mirror, LocalWorld.Home);
        await _world.HomeS3.PutObjectAsync(new() { BucketName = LocalWorld.Source, Key = "key", ContentBody = "body" }, Token);
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task No_queue_and_no_rules()
    {
        await ShouldFailAsync(2, "No queue is given. Name one with --queue-url.", "run");
        await ShouldFailAsync(2, "No rules are given. Name a rule document", "run", "--queue-url", _world.QueueUrl);
    }

    [Fact]
    public async Task A_rule_document_without_a_bucket()
    {
        var rules = _world.WriteRules(string.Empty, $$"""{"Role":"{{LocalWorld.Role}}","Rules":[{{LocalWorld.Rule("all", Mirror)}}]}""");

        await ShouldFailAsync(2, "Bucket", "run", "--queue-url", _world.QueueUrl, "--rules", rules);
    }

    [Fact]
    public async Task A_rule_document_that_is_not_there() =>
        await ShouldFailAsync(2, "There is no such file or folder", "run", "--queue-url", _world.QueueUrl, "--rules", "nowhere.json");

    [Fact]
    public async Task A_queue_URL_that_is_none() =>
        await ShouldFailAsync(2, "It looks like https://sqs.REGION.amazonaws.com", "run", "--queue-url", "events", "--rules", Rules());

    [Fact]
    public async Task A_missing_queue() =>
        await ShouldFailAsync(
            3, "There is no queue nowhere. Check --queue-url", "run", "--queue-url", _world.QueueUrl.Replace("events", "nowhere", StringComparison.Ordinal), "--rules", Rules());

    [Fact]
    public async Task An_endpoint_that_cannot_be_reached()
    {
        var variables = new Dictionary<string, string?>(_world.Variables, StringComparer.Ordinal) { ["AWS_ENDPOINT_URL"] = "http://127.0.0.1:1" };

        var result = await ProgramProcess.RunAsync(
            new ProgramStart("run", "--queue-url", "http://127.0.0.1:1/000000000000/events", "--rules", Rules()) { Environment = variables },
            TimeSpan.FromMinutes(2),
            Token);

        result.ExitCode.ShouldBe(3, result.ToString());
        result.StandardError.ShouldContain("cannot be reached");
        result.StandardError.ShouldContain("AWS_ENDPOINT_URL");
    }

    [Fact]
    public async Task A_role_that_may_not_be_assumed()
    {
        var rules = _world.WriteRules(
            string.Empty, $$"""{"Bucket":"source","Role":"arn:aws:iam::999999999999:role/other","Rules":[{{LocalWorld.Rule("all", Mirror)}}]}""");

        await ShouldFailAsync(3, "Role arn:aws:iam::999999999999:role/other may not be assumed", "run", "--queue-url", _world.QueueUrl, "--rules", rules);
    }

    [Fact]
    public async Task A_destination_bucket_that_is_not_there()
    {
        var rules = _world.WriteRules(LocalWorld.Rule("all", "nowhere"));

        await ShouldFailAsync(3, "There is no bucket nowhere. Check the bucket's name", "run", "--queue-url", _world.QueueUrl, "--rules", rules);
    }

    [Fact]
    public async Task A_bucket_that_is_not_versioned()
    {
        await _world.CreateBucketAsync("plain", LocalWorld.Home, versioned: false);
        var rules = _world.WriteRules(LocalWorld.Rule("all", "plain"));

        await ShouldFailAsync(2, "Bucket plain is not versioned", "run", "--queue-url", _world.QueueUrl, "--rules", rules);
    }

    [Theory]
    [InlineData("--drain", "-1")]
    [InlineData("--drain", "soon")]
    [InlineData("--output", "yaml")]
    [InlineData("--unknown", "1")]
    public async Task A_wrong_option(string option, string value) =>
        await ShouldFailAsync(2, "Try: s3replicator run --help", "run", "--queue-url", _world.QueueUrl, "--rules", Rules(), option, value);

    private string Rules() => _world.WriteRules(LocalWorld.Rule("all", Mirror));

    private async Task ShouldFailAsync(int exitCode, string says, params string[] arguments)
    {
        var result = await _world.RunProgramAsync(Token, arguments);

        result.ExitCode.ShouldBe(exitCode, result.ToString());
        result.StandardError.ShouldContain(says);
        result.StandardError.ShouldNotContain("   at ");
        result.StandardOutput.ShouldBeEmpty();
        (await _world.MessagesAsync(Token)).ShouldBe(2, "the test event and the put must still be in the queue");
    }
}
