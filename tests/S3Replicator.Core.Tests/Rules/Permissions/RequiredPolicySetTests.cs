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
    public void A_queue_takes_messages_of_the_account_that_owns_the_source_bucket() =>
        SourceAccountsOf(Document() with { SourceAccount = Other }).ShouldBe([Other]);

    [Fact]
    public void A_queue_asks_for_no_account_where_the_owner_of_a_source_is_not_known() =>
        SourceAccountsOf(Document(), Document() with { Bucket = "other", Role = null }).ShouldBeEmpty();

    [Fact]
    public void A_source_bucket_in_another_account_must_let_the_role_read_it()
    {
        var policy = Policies(Document() with { SourceAccount = Other }).Buckets.ShouldHaveSingleItem();

        policy.Key.ShouldBe("src");
        policy.Value.Statements.Select(statement => statement.Sid).ShouldBe(["FindSource", "FindSourceVersions", "ReadSource"]);
        Policies(Document() with { SourceAccount = Other }).BucketOwners["src"].ShouldBe(Other);
    }

    [Fact]
    public void Without_a_role_buckets_of_other_accounts_let_the_worker_in()
    {
        const string Worker = "arn:aws:iam::111122223333:role/worker";

        Policies(Document(owner: Other) with { Role = null }, new() { Worker = Worker }).Buckets.ShouldHaveSingleItem()
            .Value.Statements.ShouldAllBe(statement => statement.Principal!.Values.Single() == Worker);
    }

    [Fact]
    public void A_session_that_lasts_long_needs_a_role_that_allows_it()
    {
        Policies(Document()).Roles[0].MaxSessionSeconds.ShouldBe(3600);
        Policies(Document() with { RoleOptions = new() { DurationSeconds = 7200 } }).Roles[0].MaxSessionSeconds.ShouldBe(7200);
    }

    [Fact]
    public void A_worker_that_reads_rules_from_S3_tells_of_operations_and_meets_encrypted_queues_may_do_so()
    {
        var worker = Policies(Document(), new()
        {
            EventsQueues = ["arn:aws:sqs:eu-west-1:111122223333:told"],
            RuleSources = [("rules", "docs/$a.json"), ("native", null)],
            WorkerKeys = ["arn:aws:kms:eu-west-1:111122223333:key/one"],
        }).Worker.Statements.ToDictionary(statement => statement.Sid, StringComparer.Ordinal);

        worker["TellOfOperations"].Actions.ShouldBe(["sqs:SendMessage"]);
        worker["ReadRules"].Resources.ShouldBe(["arn:aws:s3:::rules/docs/${$}a.json"]);
        worker["ReadRulesOfBuckets"].Resources.ShouldBe(["arn:aws:s3:::native"]);
        worker["UseKeys"].Resources.ShouldBe(["arn:aws:kms:eu-west-1:111122223333:key/one"]);
    }

    [Theory]
    [InlineData("arn:aws:kms:eu-west-1:444455556666:key/one", "arn:aws:kms:eu-west-1:444455556666:key/one", null)]
    [InlineData("one", "arn:aws:kms:*:111122223333:key/one", null)]
    [InlineData("alias/a", "arn:aws:kms:*:111122223333:key/*", "alias/a")]
    [InlineData("arn:aws:kms:eu-west-1:444455556666:alias/a", "arn:aws:kms:eu-west-1:444455556666:key/*", "alias/a")]
    public void A_key_is_named_as_IAM_knows_it(string given, string resource, string? alias)
    {
        var document = Document();
        var rule = document.Rules[0] with
        {
            SseKmsEncryptedObjects = true,
            Destination = document.Rules[0].Destination with { ReplicaKmsKeyId = given },
        };

        var statement = Policies(document with { Rules = [rule] }).Roles[0].Permissions.Statements
            .Single(statement => statement.Sid.StartsWith("EncryptReplicas", StringComparison.Ordinal));

        statement.Resources.ShouldBe([resource]);
        statement.Conditions.Select(condition => $"{condition.Operator} {condition.Key} {condition.Values.Single()}")
            .ShouldBe(alias is null ? [] : [$"ForAnyValue:StringEquals kms:ResourceAliases {alias}"]);
    }

    [Fact]
    public void Without_a_role_the_worker_needs_what_the_role_would() =>
        Policies(Document() with { Role = null }).Worker.Statements.Select(statement => statement.Sid).ShouldContain("WriteReplicas");

    private static IReadOnlyList<string> SourceAccountsOf(params ReplicationDocument[] documents)
    {
        const string Queue = "arn:aws:sqs:eu-west-1:111122223333:events";
        var policies = RequiredPolicySet.Of(new RuleSet(documents, "test"), new() { Queues = [Queue] });
        return [.. policies.Queues[Queue].Statements[0].Conditions.Where(condition => condition.Key == "aws:SourceAccount").SelectMany(condition => condition.Values)];
    }

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
