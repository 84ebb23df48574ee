using System.Text.Json.Nodes;
using Amazon.S3;
using Amazon.S3.Model;
using S3Replicator.Tests.Infrastructure;
using S3Replicator.TestSupport;

namespace S3Replicator.Tests.Iam;

/// <summary>The policies for rules, state, events and sources of every kind that policies depend on.</summary>
public sealed class EveryStatementTests(PrintedPolicies printed) : IClassFixture<PrintedPolicies>, IAsyncLifetime
{
    private const string Replica = "replica";
    private const string State = "s3://state/fleet";
    private const string SourceKey = "arn:aws:kms:us-east-1:000000000000:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    private const string ReplicaKey = "arn:aws:kms:us-east-1:000000000000:key/1234abcd-12ab-34cd-56ef-1234567890ac";

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    private LocalWorld _world = null!;
    private string _eventsUrl = string.Empty;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // The ARN of a queue is in AWS's own URLs alone.
    private static string[] Printed =>
    [
        "iam", .. Arguments, "--events-queue-url", "https://sqs.us-east-1.amazonaws.com/000000000000/told",
        "--queue-url", "https://sqs.us-east-1.amazonaws.com/000000000000/events",
    ];

    private static string[] Arguments => ["--rules", "s3://rules/rules.json", "bucket:native", "--state", State];

    public async ValueTask InitializeAsync()
    {
        _world = await LocalWorld.StartAsync(Token);
        _eventsUrl = await LocalWorld.CreateQueueAsync(_world.Queues, "told", Token);
        foreach (var bucket in (string[])[Replica, "native", "rules", "state"])
        {
            await _world.CreateBucketAsync(bucket, LocalWorld.Home);
        }

        foreach (var bucket in (string[])[LocalWorld.Source, Replica])
        {
            await _world.HomeS3.PutBucketOwnershipControlsAsync(
                new() { BucketName = bucket, OwnershipControls = new() { Rules = [new() { ObjectOwnership = ObjectOwnership.BucketOwnerPreferred }] } }, Token);
            await _world.HomeS3.DeletePublicAccessBlockAsync(new() { BucketName = bucket }, Token);
        }

        await WriteRulesAsync();
        await _world.NotifyAsync(LocalWorld.Source, Token, "s3:ObjectTagging:*", "s3:ObjectAcl:Put");
        await HappenAsync();
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task With_all_of_them_everything_is_done()
    {
        var run = await RunAsync(await PoliciesAsync());

        run.ExitCode.ShouldBe(0, run.ToString());
        run.StandardError.ShouldNotContain("not authorized");
        var summary = JsonNode.Parse(run.StandardOutput)!;
        summary["failed"]!.AsObject().ShouldBeEmpty(run.ToString());
        foreach (var request in (string[])["GetObjectAcl", "PutObjectAcl", "RestoreObject", "DeleteObject"])
        {
            _world.Requests.CountOf(request).ShouldBeGreaterThan(0, request);
        }
    }

    [Theory]
    [InlineData("role", "ReadSourceAcl")]
    [InlineData("role", "RestoreSource")]
    [InlineData("role", "DecryptSource")]
    [InlineData("role", "EncryptReplicas")]
    [InlineData("role", "GiveReplicasAway")]
    [InlineData("role", "SyncAcl")]
    [InlineData("role", "DeleteReplicaVersions")]
    [InlineData("worker", "TellOfOperations")]
    [InlineData("worker", "ReadRules")]
    [InlineData("worker", "ReadRulesOfBuckets")]
    [InlineData("worker", "KeepState")]
    [InlineData("worker", "ListState")]
    public async Task Without_one_of_them_something_is_refused(string policy, string sid)
    {
        var policies = await PoliciesAsync();
        var statements = PrintedPolicies.StatementsOf(policies, policy);
        statements.Remove(statements.Single(statement => (string?)statement!["Sid"] == sid)).ShouldBeTrue();

        var run = await RunAsync(policies);

        run.StandardError.ShouldMatch("not authorized|Forbidden|Access Denied", run.ToString());
    }

    private Task<JsonObject> PoliciesAsync() => printed.GetAsync(() => _world.RunProgramAsync(Token, Printed));

    private Task<ProgramResult> RunAsync(JsonObject policies)
    {
        _world.Seed(PrintedPolicies.SeedOf(policies));
        return ProgramProcess.RunAsync(
            new ProgramStart(["run", "--queue-url", _world.QueueUrl, .. Arguments, "--events-queue-url", _eventsUrl, "--drain", "1", "--output", "json"])
            {
                Environment = new Dictionary<string, string?>(_world.Variables, StringComparer.Ordinal)
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

    private async Task WriteRulesAsync()
    {
        var rules = $$"""
            {
              "Bucket": "{{LocalWorld.Source}}", "Role": "{{LocalWorld.Role}}",
              "Rules": [{
                "ID": "all", "Status": "Enabled", "Priority": 1, "Filter": { "Prefix": "docs/" },
                "DeleteMarkerReplication": { "Status": "Enabled" },
                "SourceSelectionCriteria": { "SseKmsEncryptedObjects": { "Status": "Enabled" } },
                "Destination": { "Bucket": "arn:aws:s3:::{{Replica}}", "EncryptionConfiguration": { "ReplicaKmsKeyID": "{{ReplicaKey}}" } },
                "S3Replicator": {
                  "Acl": "Mirror", "AclSync": "Enabled", "VersionDeletes": "Enabled", "Lineage": "Metadata", "Archived": { "Action": "Restore", "Tier": "Bulk", "Days": 2 }
                }
              }, {
                "ID": "given", "Status": "Enabled", "Priority": 2, "Filter": { "Prefix": "given/" },
                "DeleteMarkerReplication": { "Status": "Enabled" },
                "Destination": { "Bucket": "arn:aws:s3:::{{Replica}}" },
                "S3Replicator": { "Acl": "BucketOwnerFullControl" }
              }]
            }
            """;
        await _world.HomeS3.PutObjectAsync(new() { BucketName = "rules", Key = "rules.json", ContentBody = rules }, Token);
        await _world.HomeS3.PutBucketReplicationAsync(
            new()
            {
                BucketName = "native",
                Configuration = new()
                {
                    Role = LocalWorld.Role,
                    Rules =
                    [
                        new()
                        {
                            Id = "native",
                            Priority = 1,
                            Status = ReplicationRuleStatus.Enabled,
                            Filter = new() { Prefix = "native/" },
                            DeleteMarkerReplication = new() { Status = DeleteMarkerReplicationStatus.Disabled },
                            Destination = new() { BucketArn = $"arn:aws:s3:::{Replica}" },
                        },
                    ],
                },
            },
            Token);
    }

    /// <summary>One event for each statement that only some rules need.</summary>
    private async Task HappenAsync()
    {
        var s3 = _world.HomeS3;
        await PutAsync(new() { Key = "docs/public", CannedACL = S3CannedACL.PublicRead });
        await PutAsync(new() { Key = "given/away" });
        await PutAsync(new() { Key = "docs/cold", StorageClass = S3StorageClass.DeepArchive });
        await PutAsync(new() { Key = "docs/secret", ServerSideEncryptionMethod = ServerSideEncryptionMethod.AWSKMS, ServerSideEncryptionKeyManagementServiceKeyId = SourceKey });
        await PutAsync(new() { Key = "docs/acl" });
        await s3.CopyObjectAsync(LocalWorld.Source, "docs/acl", Replica, "docs/acl", Token);
        await s3.PutObjectAclAsync(new() { BucketName = LocalWorld.Source, Key = "docs/acl", ACL = S3CannedACL.PublicRead }, Token);
        var version = await PutAsync(new() { Key = "docs/version" });
        var replica = new PutObjectRequest { BucketName = Replica, Key = "docs/version", ContentBody = "docs/version" };
        replica.Metadata["s3replicator-lineage"] = $"{LocalWorld.Source} {version} - 1";
        await s3.PutObjectAsync(replica, Token);
        await s3.DeleteObjectAsync(LocalWorld.Source, "docs/version", version, Token);
    }

    private async Task<string> PutAsync(PutObjectRequest request)
    {
        request.BucketName = LocalWorld.Source;
        request.ContentBody = request.Key;
        return (await _world.HomeS3.PutObjectAsync(request, Token)).VersionId;
    }
}
