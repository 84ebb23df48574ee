using S3Replicator.Core.Rules;
using S3Replicator.Core.Rules.Permissions;
using S3Replicator.Core.Tests.Planning;

namespace S3Replicator.Core.Tests.Rules.Permissions;

public sealed class RequiredPolicySetTests
{
    private const string Other = "444455556666";

    [Fact]
    public void A_role_trusts_the_worker_with_the_external_id()
    {
        var trust = Policies(Document() with { RoleOptions = new() { ExternalId = "x" } }, new() { Worker = "arn:aws:iam::1:role/worker" })
            .Roles.ShouldHaveSingleItem().Trust;

        trust.ToJson().ToJsonString().ShouldBe(
            """{"Version":"2012-10-17","Statement":[{"Sid":"TrustTheWorker","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::1:role/worker"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"x"}}}]}""");
    }

    [Fact]
    public void A_role_trusts_its_own_account_where_the_worker_is_not_named() =>
        Policies(Document()).Roles[0].Trust.Statements[0].Principal!.Values.ShouldBe(["arn:aws:iam::111122223333:root"]);

    [Fact]
    public void Session_tags_need_an_action_of_their_own_on_both_sides()
    {
        var policies = Policies(Document() with { RoleOptions = RoleOptions.Default with { SessionTags = RoleOptions.Default.SessionTags.Add("team", "x") } });

        policies.Roles[0].Trust.Statements[0].Actions.ShouldContain("sts:TagSession");
        policies.Worker.Statements.Single(statement => statement.Sid == "AssumeRoles").Actions.ShouldContain("sts:TagSession");
    }

    [Fact]
    public void Only_a_destination_in_another_account_gets_a_bucket_policy()
    {
        Policies(Document()).Buckets.ShouldBeEmpty();
        var policy = Policies(Document(owner: Other)).Buckets.ShouldHaveSingleItem();

        policy.Key.ShouldBe("dst");
        policy.Value.Statements.ShouldAllBe(statement => statement.Principal!.Values.Single() == Given.Role);
        policy.Value.Statements.ShouldNotContain(statement => statement.Resources.Any(resource => resource.Contains("src", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_key_in_another_account_must_let_the_role_use_it_through_S3()
    {
        var document = Document(owner: Other);
        var rule = document.Rules[0] with
        {
            SseKmsEncryptedObjects = true,
            Destination = document.Rules[0].Destination with { ReplicaKmsKeyId = $"arn:aws:kms:eu-west-1:{Other}:key/one" },
        };

        Policies(document with { Rules = [rule] }).Keys.ShouldHaveSingleItem().Value.Statements[0].Actions.ShouldBe(["kms:Decrypt", "kms:GenerateDataKey"]);
    }

    [Fact]
    public void A_queue_takes_messages_from_S3_for_the_source_buckets_of_the_account_only()
    {
        const string Queue = "arn:aws:sqs:eu-west-1:111122223333:events";

        var statement = Policies(Document(), new() { Queues = [Queue] }).Queues[Queue].Statements.ShouldHaveSingleItem();

        statement.Conditions.ShouldBe([
            new("ArnEquals", "aws:SourceArn", ["arn:aws:s3:::src"]), new("StringEquals", "aws:SourceAccount", ["111122223333"])], new ByText());
    }

    [Fact]
    public void The_worker_itself_may_only_read_its_queues_assume_the_roles_and_keep_its_state()
    {
        var worker = Policies(Document(), new() { Queues = ["arn:aws:sqs:eu-west-1:111122223333:events"], State = ("state", "s3replicator/") }).Worker;

        worker.Statements.Select(statement => statement.Sid).ShouldBe(["ReadQueues", "AssumeRoles", "KeepState", "ListState"]);
        worker.Statements.Single(statement => statement.Sid == "KeepState").Resources.ShouldBe(["arn:aws:s3:::state/s3replicator/*"]);
    }

    [Fact]
    public void Without_a_role_the_worker_needs_what_the_role_would() =>
        Policies(Document() with { Role = null }).Worker.Statements.Select(statement => statement.Sid).ShouldContain("WriteReplicas");

    private static ReplicationDocument Document(string? owner = null) => new()
    {
        Bucket = "src",
        Role = Given.Role,
        Rules = [Given.Rule() with { Destination = new() { Bucket = "dst", Account = owner } }],
    };

    private static RequiredPolicies Policies(ReplicationDocument document, PolicyRequest? request = null) =>
        RequiredPolicySet.Of(new RuleSet([document], "test"), request ?? new());

    private sealed class ByText : IEqualityComparer<PolicyCondition>
    {
        public bool Equals(PolicyCondition? x, PolicyCondition? y) => string.Equals(Text(x), Text(y), StringComparison.Ordinal);

        public int GetHashCode(PolicyCondition obj) => StringComparer.Ordinal.GetHashCode(Text(obj));

        private static string Text(PolicyCondition? condition) =>
            condition is null ? string.Empty : $"{condition.Operator} {condition.Key} {string.Join(',', condition.Values)}";
    }
}
