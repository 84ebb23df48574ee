using System.Text.Json.Nodes;
using Amazon.S3;
using Amazon.S3.Model;
using S3Replicator.Tests.Infrastructure;

namespace S3Replicator.Tests.Doctor;

/// <summary>The doctor against a local account in which one thing after the other is wrong.</summary>
public sealed class DoctorTests : IAsyncLifetime
{
    private const string Replica = "replica";

    private LocalWorld _world = null!;
    private string _rules = string.Empty;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await LocalWorld.StartAsync(Token);
        await _world.CreateBucketAsync(Replica, LocalWorld.Away);
        _rules = _world.WriteRules(LocalWorld.Rule("all", Replica, "docs/"));
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Finds_nothing_wrong_where_nothing_is_and_writes_nothing()
    {
        var checks = await ExamineAsync(0);

        checks.ShouldNotContain(check => check.Result == "Fail");
        checks.ShouldContain(check => check.Check == "bucket" && check.Subject == Replica && check.Found == "in eu-west-1");
        ((await _world.AwayS3.ListVersionsAsync(Replica, Token)).Versions ?? []).ShouldBeEmpty();
    }

    [Fact]
    public async Task With_probe_writes_one_object_finds_the_fences_and_removes_it()
    {
        var checks = await ExamineAsync(0, "--probe");

        checks.Where(check => check.Check is "write" or "fences" or "delete").Select(check => check.Result).ShouldBe(["Pass", "Pass", "Pass"]);
        ((await _world.AwayS3.ListVersionsAsync(Replica, Token)).Versions ?? []).ShouldBeEmpty();
    }

    [Fact]
    public async Task Finds_a_bucket_that_is_not_there_and_one_that_is_not_versioned()
    {
        await _world.CreateBucketAsync("plain", LocalWorld.Home, versioned: false);
        _rules = _world.WriteRules(LocalWorld.Rule("one", "nowhere") + "," + LocalWorld.Rule("two", "plain"));

        var checks = await ExamineAsync(1);

        checks.Single(check => check.Check == "bucket" && check.Subject == "nowhere").Found.ShouldContain("none of that name");
        var versioning = checks.Single(check => check.Check == "versioning" && check.Subject == "plain");
        versioning.Result.ShouldBe("Fail");
        versioning.Mend.ShouldContain("aws s3api put-bucket-versioning --bucket plain");
    }

    [Fact]
    public async Task Finds_notifications_that_are_missing_or_narrower_than_a_rule()
    {
        var queue = (await _world.Queues.GetQueueAttributesAsync(_world.QueueUrl, ["QueueArn"], Token)).QueueARN;
        await _world.HomeS3.PutBucketNotificationAsync(
            new PutBucketNotificationRequest
            {
                BucketName = LocalWorld.Source,
                QueueConfigurations =
                [
                    new QueueConfiguration
                    {
                        Queue = queue,
                        Events = [EventType.ObjectCreatedAll],
                        Filter = new() { S3KeyFilter = new() { FilterRules = [new() { Name = "prefix", Value = "docs/2026/" }] } },
                    },
                ],
            },
            Token);

        var checks = await ExamineAsync(1);

        checks.Single(check => check.Subject.EndsWith("ObjectCreated:Put", StringComparison.Ordinal)).Found.ShouldContain("narrower than the rule");
        checks.Single(check => check.Subject.EndsWith("ObjectRemoved:DeleteMarkerCreated", StringComparison.Ordinal)).Found.ShouldBe("not sent to the queue");
    }

    [Fact]
    public async Task Finds_a_queue_that_S3_may_not_send_to()
    {
        await _world.Queues.SetQueueAttributesAsync(_world.QueueUrl, new Dictionary<string, string>(StringComparer.Ordinal) { ["Policy"] = string.Empty }, Token);

        var check = (await ExamineAsync(1)).Single(check => check.Check == "queue policy");

        check.Result.ShouldBe("Fail");
        check.Mend.ShouldContain("\"aws:SourceArn\":\"arn:aws:s3:::source\"");
    }

    [Theory]
    [InlineData("s3:GetObjectTagging", "s3:GetObjectTagging on source/docs/*")]
    [InlineData("s3:ListBucket", "s3:ListBucket on source")]
    [InlineData("s3:PutObject", "s3:PutObject on replica/docs/*")]
    public async Task Finds_each_permission_that_the_role_lacks(string action, string subject)
    {
        var seed = Path.GetTempFileName();
        await File.WriteAllTextAsync(
            seed,
            $$"""
            { "roles": [{ "name": "s3replicator", "permissions": [{ "Version": "2012-10-17", "Statement": [
              { "Effect": "Allow", "Action": "*", "Resource": "*" }, { "Effect": "Deny", "Action": "{{action}}", "Resource": "*" }] }] }] }
            """,
            Token);
        await _world.DisposeAsync();
        _world = await LocalWorld.StartAsync(Token, seedFile: seed);
        File.Delete(seed);
        await _world.CreateBucketAsync(Replica, LocalWorld.Home);
        _rules = _world.WriteRules(LocalWorld.Rule("all", Replica, "docs/"));

        var check = (await ExamineAsync(1)).First(check => check.Subject == subject);

        check.Result.ShouldBe("Fail");
        check.Mend.ShouldStartWith("A statement with Deny stands in the way");
        check.Mend.ShouldContain($"\"Action\":\"{action}\"");
    }

    [Fact]
    public async Task Reads_like_a_table_with_what_mends_it_and_no_colour_in_a_pipe()
    {
        _rules = _world.WriteRules(LocalWorld.Rule("one", "nowhere"));

        var result = await _world.RunProgramAsync(Token, "doctor", "--rules", _rules, "--queue-url", _world.QueueUrl);

        result.ExitCode.ShouldBe(1, result.ToString());
        result.StandardOutput.ShouldContain("bucket, nowhere:\n  Check the name in the rule document");
        result.StandardOutput.ShouldContain("1 failed.");
        result.StandardOutput.ShouldNotContain("\e");
    }

    [Fact]
    public async Task Finds_a_queue_that_is_not_there()
    {
        var result = await _world.RunProgramAsync(
            Token, "doctor", "--rules", _rules, "--queue-url", _world.Endpoint + "/000000000000/nowhere", "--output", "json");

        result.ExitCode.ShouldBe(1, result.ToString());
        result.StandardOutput.ShouldContain("Check --queue-url");
    }

    private async Task<IReadOnlyList<(string Check, string Subject, string Result, string Found, string Mend)>> ExamineAsync(
        int exitCode, params string[] more)
    {
        var result = await _world.RunProgramAsync(
            Token, ["doctor", "--rules", _rules, "--queue-url", _world.QueueUrl, "--output", "json", .. more]);
        result.ExitCode.ShouldBe(exitCode, result.ToString());
        return [.. JsonNode.Parse(result.StandardOutput)!["checks"]!.AsArray().Select(check => (
            (string)check!["check"]!, (string)check["subject"]!, (string)check["result"]!, (string)check["found"]!, (string)check["mend"]!))];
    }
}
