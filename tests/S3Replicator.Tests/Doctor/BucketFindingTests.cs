using Amazon.S3;
using Amazon.S3.Model;
using S3Replicator.Core.Rules;
using S3Replicator.Doctor;
using S3Replicator.Tests.Infrastructure;
using ReplicationRule = S3Replicator.Core.Rules.ReplicationRule;

namespace S3Replicator.Tests.Doctor;

/// <summary>What is told of buckets and of the way of events, in a local account where one thing is wrong.</summary>
public sealed class BucketFindingTests : IAsyncLifetime
{
    private const string Replica = "replica";

    private LocalWorld _world = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ReplicationDocument Document => DocumentOf(Replica);

    public async ValueTask InitializeAsync()
    {
        _world = await LocalWorld.StartAsync(Token);
        await _world.CreateBucketAsync(Replica, LocalWorld.Home);
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task An_Object_Lock_that_may_not_be_looked_at_is_not_taken_for_none()
    {
        await LockAsync(LocalWorld.Source);
        await DenyAsync(Replica, "s3:GetBucketObjectLockConfiguration");

        var found = (await ExamineAsync(Document)).Single(finding => finding.Check == "object lock");

        found.Result.ShouldBe(CheckResult.Warn);
        found.Found.ShouldBe("on for the source; whether the destination has it cannot be looked at: AccessDenied");
        found.Mend.ShouldNotContain("put-object-lock-configuration");
    }

    [Fact]
    public async Task An_unknown_lock_of_the_source_is_told()
    {
        await DenyAsync(LocalWorld.Source, "s3:GetBucketObjectLockConfiguration");

        (await ExamineAsync(Document)).Single(finding => finding.Check == "object lock").Result.ShouldBe(CheckResult.Warn);
    }

    [Fact]
    public async Task A_lock_on_the_source_alone_fails_and_names_who_mends_it()
    {
        await LockAsync(LocalWorld.Source);

        var found = (await ExamineAsync(Document)).Single(finding => finding.Check == "object lock");

        found.Result.ShouldBe(CheckResult.Fail);
        found.Mend.ShouldStartWith("aws s3api put-object-lock-configuration --bucket replica");
    }

    [Fact]
    public async Task Ownership_that_may_not_be_looked_at_is_not_taken_for_ACLs()
    {
        await DenyAsync(Replica, "s3:GetBucketOwnershipControls");

        (await ExamineAsync(DocumentOf(Replica, rule => rule with { Acl = ReplicaAcl.Mirror })))
            .Single(finding => finding.Check == "ownership").Result.ShouldBe(CheckResult.Warn);
    }

    [Fact]
    public async Task Versioning_is_judged_for_each_document()
    {
        await _world.CreateBucketAsync("plain", LocalWorld.Home, versioned: false);

        var findings = await InProcessDoctor.ExamineAsync(
            _world, writes: false, DocumentOf("plain") with { Versioning = VersioningRequirement.Optional }, DocumentOf("plain"));

        findings.Where(finding => finding is { Check: "versioning", Subject: "plain" }).Select(finding => finding.Result).ShouldBe([CheckResult.Pass, CheckResult.Fail]);
    }

    [Fact]
    public async Task What_is_the_same_for_several_rules_and_documents_is_told_once()
    {
        var twice = Document with { Rules = [RuleOf("one", "nowhere"), RuleOf("two", "nowhere")] };

        (await InProcessDoctor.ExamineAsync(_world, writes: false, twice, twice)).Count(finding => finding.Subject == "nowhere").ShouldBe(1);
    }

    [Fact]
    public async Task A_queue_in_another_region_than_the_bucket_gets_nothing()
    {
        await _world.CreateBucketAsync("far", LocalWorld.Away);

        var found = (await ExamineAsync(Document with { Bucket = "far" })).Single(finding => finding.Check == "queue region");

        found.Result.ShouldBe(CheckResult.Fail);
        found.Mend.ShouldStartWith("aws sqs create-queue --region eu-west-1");
        (await ExamineAsync(Document)).Single(finding => finding.Check == "queue region").Result.ShouldBe(CheckResult.Pass);
    }

    [Fact]
    public async Task A_policy_for_another_account_is_found()
    {
        var policy = """{"Statement":[{"Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"sqs:SendMessage","Resource":"*","Condition":{"StringEquals":{"aws:SourceAccount":"444455556666"}}}]}""";
        await _world.Queues.SetQueueAttributesAsync(_world.QueueUrl, new Dictionary<string, string>(StringComparer.Ordinal) { ["Policy"] = policy }, Token);

        (await ExamineAsync(Document)).Single(finding => finding.Check == "queue policy").Result.ShouldBe(CheckResult.Fail);
    }

    [Fact]
    public async Task Nothing_of_anybodys_is_touched()
    {
        await _world.HomeS3.PutObjectAsync(new PutObjectRequest { BucketName = Replica, Key = ".s3replicator-doctor", ContentBody = "somebody's" }, Token);

        await ExamineAsync(Document);

        ((await _world.HomeS3.GetObjectTaggingAsync(new GetObjectTaggingRequest { BucketName = Replica, Key = ".s3replicator-doctor" }, Token)).Tagging ?? []).ShouldBeEmpty();
        (await _world.HomeS3.ListVersionsAsync(Replica, Token)).Versions.Count.ShouldBe(1);
    }

    private Task<IReadOnlyList<Finding>> ExamineAsync(ReplicationDocument document) => InProcessDoctor.ExamineAsync(_world, writes: false, document);

    private static ReplicationDocument DocumentOf(string destination, Func<ReplicationRule, ReplicationRule>? change = null) => new()
    {
        Bucket = LocalWorld.Source,
        Role = LocalWorld.Role,
        Rules = [change is null ? RuleOf("all", destination) : change(RuleOf("all", destination))],
    };

    private static ReplicationRule RuleOf(string id, string destination) => new() { Id = id, DeleteMarkerReplication = true, Destination = new() { Bucket = destination } };

    private Task<PutObjectLockConfigurationResponse> LockAsync(string bucket) => _world.HomeS3.PutObjectLockConfigurationAsync(
        new PutObjectLockConfigurationRequest { BucketName = bucket, ObjectLockConfiguration = new() { ObjectLockEnabled = ObjectLockEnabled.Enabled } }, Token);

    private Task<PutBucketPolicyResponse> DenyAsync(string bucket, string action) => _world.HomeS3.PutBucketPolicyAsync(
        new PutBucketPolicyRequest
        {
            BucketName = bucket,
            Policy = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"{{action}}","Resource":"arn:aws:s3:::{{bucket}}"}]}""",
        },
        Token);
}
