using System.Text.Json.Nodes;
using Amazon.S3.Model;
using S3Replicator.Tests.Infrastructure;
using S3Replicator.TestSupport;

namespace S3Replicator.Tests.Iam;

/// <summary>The policies that iam prints: with them everything works, and without any one statement something fails.</summary>
public sealed class LeastPrivilegeTests(PrintedPolicies printed) : IClassFixture<PrintedPolicies>, IDisposable
{
    private const string Replica = "replica";
    private const int Large = 6 * 1024 * 1024;

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("s3replicator-iam-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Rules => $$"""
        {
          "Bucket": "{{LocalWorld.Source}}", "Role": "{{LocalWorld.Role}}",
          "Rules": [
            {
              "ID": "all", "Status": "Enabled", "Priority": 1, "Filter": { "Prefix": "docs/" },
              "DeleteMarkerReplication": { "Status": "Enabled" },
              "Destination": { "Bucket": "arn:aws:s3:::{{Replica}}" },
              "S3Replicator": { "MultipartThreshold": 5242880, "KeyTransform": { "AddPrefix": "in/" } }
            }
          ]
        }
        """;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task With_just_these_policies_everything_is_replicated()
    {
        var run = await RunAsync(await PoliciesAsync());

        run.ExitCode.ShouldBe(0, run.ToString());
        JsonNode.Parse(run.StandardOutput)!["failed"]!.AsObject().ShouldBeEmpty(run.ToString());
        JsonNode.Parse(run.StandardOutput)!["requests"]!["UploadPartCopy"].ShouldNotBeNull();
    }

    [Theory]
    [InlineData("role", "FindSource")]
    [InlineData("role", "FindSourceVersions")]
    [InlineData("role", "ReadSource")]
    [InlineData("role", "FindDestination")]
    [InlineData("role", "FindDestinationVersions")]
    [InlineData("role", "WriteReplicas")]
    [InlineData("role", "SyncTags")]
    [InlineData("role", "DeleteReplicas")]
    [InlineData("worker", "ReadQueues")]
    [InlineData("worker", "AssumeRoles")]
    public async Task Without_one_statement_something_fails(string policy, string sid)
    {
        var policies = await PoliciesAsync();
        var statements = PrintedPolicies.StatementsOf(policies, policy);
        statements.Remove(statements.Single(statement => (string?)statement!["Sid"] == sid)).ShouldBeTrue();

        var run = await RunAsync(policies);

        run.ExitCode.ShouldNotBe(0, run.ToString());
    }

    [Fact]
    public async Task Without_the_trust_the_role_is_not_assumed()
    {
        var policies = await PoliciesAsync();
        policies["roles"]![0]!["trust"]!["Statement"]![0]!["Principal"]!["AWS"] = "arn:aws:iam::111122223333:root";

        var run = await RunAsync(policies);

        run.ExitCode.ShouldBe(3, run.ToString());
        run.StandardError.ShouldContain("may not be assumed");
    }

    [Fact]
    public async Task Every_statement_is_taken_away_once()
    {
        var policies = await PoliciesAsync();
        var named = typeof(LeastPrivilegeTests).GetMethod(nameof(Without_one_statement_something_fails))!
            .GetCustomAttributes(typeof(InlineDataAttribute), inherit: false)
            .Cast<InlineDataAttribute>()
            .Select(data => $"{data.Data[0]} {data.Data[1]}");

        string[] kinds = ["role", "worker"];
        kinds.SelectMany(kind => PrintedPolicies.StatementsOf(policies, kind).Select(statement => $"{kind} {statement!["Sid"]}")).ShouldBe(named, ignoreOrder: true);
    }

    private Task<JsonObject> PoliciesAsync() => printed.GetAsync(() => ProgramProcess.RunAsync(
        ["iam", "--rules", Write("rules.json", Rules), "--queue-url", "https://sqs.us-east-1.amazonaws.com/000000000000/events"], Bound, Token));

    /// <summary>Runs the worker, under the policies, over events of every kind.</summary>
    private async Task<ProgramResult> RunAsync(JsonObject policies)
    {
        await using var world = await LocalWorld.StartAsync(Token);
        world.Seed(PrintedPolicies.SeedOf(policies));
        await world.CreateBucketAsync(Replica, LocalWorld.Home);
        await HappenAsync(world);

        return await ProgramProcess.RunAsync(
            new ProgramStart("run", "--queue-url", world.QueueUrl, "--rules", Write("rules.json", Rules), "--drain", "1", "--output", "json")
            {
                Environment = new Dictionary<string, string?>(world.Variables, StringComparer.Ordinal)
                {
                    ["AWS_ACCESS_KEY_ID"] = PrintedPolicies.AccessKeyId,
                    ["AWS_SECRET_ACCESS_KEY"] = PrintedPolicies.SecretAccessKey,
                    ["S3Replicator__Retry__ConfigurationRetryFor"] = "00:00:01",
                    ["S3Replicator__Retry__ConfigurationPause"] = "00:00:01",
                },
            },
            Bound,
            Token);
    }

    private static async Task HappenAsync(LocalWorld world)
    {
        await world.NotifyAsync(LocalWorld.Source, Token, "s3:ObjectTagging:*");
        await PutAsync(world, "docs/large", new string('x', Large));
        await PutAsync(world, "docs/late", "one");
        await PutAsync(world, "docs/late", "two");
        await TurnRoundAsync(world);
        await PutAsync(world, "docs/tagged", "three");
        await world.HomeS3.PutObjectTaggingAsync(
            new PutObjectTaggingRequest
            {
                BucketName = LocalWorld.Source,
                Key = "docs/tagged",
                Tagging = new() { TagSet = [new() { Key = "team", Value = "x" }] },
            },
            Token);
        await world.HomeS3.DeleteObjectAsync(LocalWorld.Source, "docs/large", Token);
    }

    /// <summary>Events that overtake each other: the older version must be found in the histories of both sides.</summary>
    private static async Task TurnRoundAsync(LocalWorld world)
    {
        var bodies = await world.BodiesAsync(Token);
        await world.Queues.PurgeQueueAsync(world.QueueUrl, Token);

        foreach (var body in bodies.Reverse())
        {
            await world.Queues.SendMessageAsync(world.QueueUrl, body, Token);
        }
    }

    private static Task<PutObjectResponse> PutAsync(LocalWorld world, string key, string body) =>
        world.HomeS3.PutObjectAsync(new PutObjectRequest { BucketName = LocalWorld.Source, Key = key, ContentBody = body }, Token);

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
