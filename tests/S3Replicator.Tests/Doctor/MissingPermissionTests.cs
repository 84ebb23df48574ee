using Amazon.S3;
using Amazon.S3.Model;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Rules.Permissions;
using S3Replicator.Doctor;
using S3Replicator.Doctor.Permissions;
using S3Replicator.Tests.Infrastructure;
using ReplicationRule = S3Replicator.Core.Rules.ReplicationRule;

namespace S3Replicator.Tests.Doctor;

/// <summary>Each action that iam prints is tried, and its lack is told as just that.</summary>
public sealed class MissingPermissionTests
{
    private const string Replica = "replica";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ReplicationRule Everything => new()
    {
        Id = "all",
        Filter = new() { Prefix = "docs/" },
        DeleteMarkerReplication = true,
        AclSync = true,
        Acl = ReplicaAcl.Mirror,
        VersionDeletes = true,
        Archived = new(Restore: true, Days: 1),
        KeyTransform = new(AddPrefix: "in/"),
        Destination = new() { Bucket = Replica },
    };

    [Fact]
    public async Task Finds_exactly_the_one_action_that_a_role_lacks()
    {
        var statements = RolePermissions.Of([Document("any", Everything)]);
        var cases = statements.SelectMany((statement, at) => statement.Actions.Select(action => (At: at, Action: action))).ToList();
        await using var world = await InProcessDoctor.StartAsync(
            [("full", InProcessDoctor.PolicyOf(statements)), .. cases.Select((lack, number) => ($"lack{number}", InProcessDoctor.PolicyOf(Without(statements, lack.At, lack.Action))))]);
        await PrepareAsync(world);
        var wrong = new List<string>();

        foreach (var (expected, number) in cases.Select((lack, number) => (ExpectedOf(Without(statements, lack.At, lack.Action)), number)))
        {
            var findings = await InProcessDoctor.ExamineAsync(world, writes: false, Document($"lack{number}", Everything));
            var failed = findings.Where(finding => finding.Result == CheckResult.Fail).ToList();

            if (!failed.Select(finding => finding.Subject).SequenceEqual(expected, StringComparer.Ordinal)
                || !failed.TrueForAll(finding => finding.Mend.Contains($"\"Action\":\"{cases[number].Action}\",\"Resource\":\"arn:aws:s3:::", StringComparison.Ordinal)))
            {
                wrong.Add($"without {cases[number]}: {string.Join("; ", failed.Select(finding => $"{finding.Subject}: {finding.Found}: {finding.Mend}"))}");
            }
        }

        wrong.ShouldBeEmpty();
        (await InProcessDoctor.ExamineAsync(world, writes: false, Document("full", Everything)))
            .Where(finding => finding.Check is "permission").ShouldAllBe(finding => finding.Result == CheckResult.Pass);
        ((await world.HomeS3.ListVersionsAsync(Replica, Token)).Versions ?? []).ShouldBeEmpty();

        string[] ExpectedOf(IEnumerable<PolicyStatement> left) =>
            [.. NeededAction.Of(statements).Except(NeededAction.Of(left)).Select(needed => $"{needed.Action} on {needed.Place.Name}")];
    }

    [Fact]
    public void Every_action_that_iam_prints_is_tried_or_has_a_reason_why_not()
    {
        var reasons = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["kms:Decrypt"] = "Only an object under the key shows it: one of the source is read, and with --probe the one written.",
            ["kms:GenerateDataKey"] = "Only a write shows it, which --probe does.",
            ["sqs:GetQueueAttributes"] = "The queue's examination asks for them.",
            ["sqs:ReceiveMessage"] = "QueueProbes.",
            ["sqs:DeleteMessage"] = "QueueProbes.",
            ["sqs:ChangeMessageVisibility"] = "QueueProbes.",
            ["sts:AssumeRole"] = "The role is assumed.",
            ["sts:TagSession"] = "The role is assumed with the tags.",
        };
        var rule = Everything with
        {
            SseKmsEncryptedObjects = true,
            Destination = new() { Bucket = Replica, OwnerOverride = true, ReplicaKmsKeyId = "arn:aws:kms:eu-west-1:000000000000:key/k" },
        };
        var document = Document("any", rule) with { RoleOptions = RoleOptions.Default with { SessionTags = RoleOptions.Default.SessionTags.Add("a", "b") } };
        var policies = RequiredPolicySet.Of(
            new RuleSet([document], "test"), new() { Queues = ["arn:aws:sqs:us-east-1:000000000000:events"], State = ("state", "prefix") });

        policies.Roles.SelectMany(role => role.Permissions.Statements).Concat(policies.Worker.Statements)
            .SelectMany(statement => statement.Actions)
            .Where(action => !ActionProbes.All.ContainsKey(action) && !reasons.ContainsKey(action))
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_list_the_rest_cannot_be_told()
    {
        await using var world = await InProcessDoctor.StartAsync([("blind", InProcessDoctor.AllBut("s3:ListBucket"))]);
        await PrepareAsync(world);

        var findings = await InProcessDoctor.ExamineAsync(world, writes: false, Document("blind", Everything));

        findings.Where(finding => finding.Result == CheckResult.Fail).Select(finding => finding.Subject)
            .ShouldBe(["s3:ListBucket on source", "s3:ListBucket on replica"]);
        findings.Single(finding => finding.Subject == "s3:GetObject on source/docs/*").Found.ShouldBe("cannot be told until s3:ListBucket is allowed");
    }

    [Theory]
    [InlineData("archive/{key}")]
    [InlineData("{eventTime}/x")]
    public async Task A_role_with_what_iam_prints_writes_where_a_template_leads(string template)
    {
        var rule = Everything with { KeyTransform = new(Template: template) };
        await using var world = await InProcessDoctor.StartAsync([("templates", InProcessDoctor.PolicyOf(RolePermissions.Of([Document("any", rule)])))]);
        await PrepareAsync(world);

        var findings = await InProcessDoctor.ExamineAsync(world, writes: true, Document("templates", rule));

        findings.Where(finding => finding.Result == CheckResult.Fail).ShouldBeEmpty();
        findings.ShouldContain(finding => finding.Check == "write" && finding.Result == CheckResult.Pass);
        ((await world.HomeS3.ListVersionsAsync(Replica, Token)).Versions ?? []).ShouldBeEmpty();
    }

    [Fact]
    public async Task Finds_that_the_key_of_a_source_object_is_closed_to_the_role()
    {
        const string Key = "arn:aws:kms:us-east-1:000000000000:key/11111111-1111-1111-1111-111111111111";
        var rule = Everything with { SseKmsEncryptedObjects = true };
        await using var world = await InProcessDoctor.StartAsync([("keyless", InProcessDoctor.AllBut("kms:Decrypt")), ("open", InProcessDoctor.AllBut("none:None"))]);
        await PrepareAsync(world);
        await world.HomeS3.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = LocalWorld.Source,
                Key = "docs/secret",
                ContentBody = "secret",
                ServerSideEncryptionMethod = ServerSideEncryptionMethod.AWSKMS,
                ServerSideEncryptionKeyManagementServiceKeyId = Key,
            },
            Token);

        var closed = await InProcessDoctor.ExamineAsync(world, writes: false, Document("keyless", rule));
        var open = await InProcessDoctor.ExamineAsync(world, writes: false, Document("open", rule));

        var found = closed.Single(finding => finding.Subject == "kms:Decrypt on source/docs/*");
        found.Result.ShouldBe(CheckResult.Fail);
        found.Mend.ShouldContain($"\"Action\":\"kms:Decrypt\",\"Resource\":\"{Key}\"");
        open.Single(finding => finding.Subject == "kms:Decrypt on source/docs/*").Result.ShouldBe(CheckResult.Pass);
    }

    [Fact]
    public async Task Finds_with_probe_that_the_key_of_replicas_is_closed_or_disabled()
    {
        const string Key = "arn:aws:kms:us-east-1:000000000000:key/22222222-2222-2222-2222-222222222222";
        var rule = Everything with { SseKmsEncryptedObjects = true, Destination = new() { Bucket = Replica, ReplicaKmsKeyId = Key } };
        await using var world = await InProcessDoctor.StartAsync(
        [
            ("noData", InProcessDoctor.AllBut("kms:GenerateDataKey")), ("noRead", InProcessDoctor.AllBut("kms:Decrypt")), ("open", InProcessDoctor.AllBut("none:None")),
        ]);
        await PrepareAsync(world);

        (await FailuresAsync("noData")).ShouldBe([$"kms:GenerateDataKey on {Key}"]);
        (await FailuresAsync("noRead")).ShouldBe([$"kms:Decrypt on {Key}"]);
        (await FailuresAsync("open")).ShouldBeEmpty();

        using var http = new HttpClient();
        using var body = new StringContent($$"""{"arn":"{{Key}}","state":"Disabled"}""");
        (await http.PostAsync($"{world.Endpoint}/_local/keys", body, Token)).EnsureSuccessStatusCode();
        var disabled = (await InProcessDoctor.ExamineAsync(world, writes: true, Document("open", rule))).Single(finding => finding.Result == CheckResult.Fail);
        disabled.Check.ShouldBe("key state");
        disabled.Mend.ShouldBe($"aws kms enable-key --key-id {Key}");

        async Task<IEnumerable<string>> FailuresAsync(string role) =>
            (await InProcessDoctor.ExamineAsync(world, writes: true, Document(role, rule)))
                .Where(finding => finding.Result == CheckResult.Fail).Select(finding => finding.Subject);
    }

    [Theory]
    [InlineData(false, nameof(CheckResult.Warn))]
    [InlineData(true, nameof(CheckResult.Fail))]
    public async Task Tells_which_version_of_its_object_had_to_stay(bool deletesVersions, string expected)
    {
        var rule = Everything with { VersionDeletes = deletesVersions };
        await using var world = await InProcessDoctor.StartAsync([("keeper", InProcessDoctor.AllBut("s3:DeleteObjectVersion"))]);
        await PrepareAsync(world);

        var found = (await InProcessDoctor.ExamineAsync(world, writes: true, Document("keeper", rule))).Single(finding => finding.Check == "delete");

        var stayed = (await world.HomeS3.ListVersionsAsync(Replica, Token)).Versions.Single(version => version.IsDeleteMarker != true);
        found.Result.ToString().ShouldBe(expected);
        found.Found.ShouldContain($"version {stayed.VersionId} of s3://{Replica}/{stayed.Key} stays");
        found.Mend.ShouldContain($"--version-id {stayed.VersionId}");
        found.Mend.Contains("\"Action\":\"s3:DeleteObjectVersion\"", StringComparison.Ordinal).ShouldBe(deletesVersions);
    }

    [Fact]
    public async Task Lock_permissions_do_no_harm_by_their_lack_where_nothing_is_locked()
    {
        await using var world = await InProcessDoctor.StartAsync([("unlocked", InProcessDoctor.AllBut("s3:PutObjectRetention", "s3:GetObjectLegalHold"))]);
        await PrepareAsync(world, locks: false);

        var findings = await InProcessDoctor.ExamineAsync(world, writes: false, Document("unlocked", Everything));

        findings.Where(finding => finding.Result == CheckResult.Fail).ShouldBeEmpty();
        findings.Where(finding => finding.Found.Contains("no Object Lock", StringComparison.Ordinal) && finding.Result == CheckResult.Warn)
            .Select(finding => finding.Subject).ShouldBe(["s3:GetObjectLegalHold on source/docs/*", "s3:PutObjectRetention on replica/in/docs/*"]);
    }

    [Fact]
    public void A_foreign_bucket_is_mended_in_its_own_policy_too()
    {
        var mend = new Grants(Document("role", Everything with { Destination = new() { Bucket = Replica, Account = "111122223333" } }))
            .Of("s3:PutObject", S3Place.Parse("arn:aws-cn:s3:::replica/in/*")!);

        mend.ShouldContain("in the policy of bucket replica, which account 111122223333 owns: ");
        mend.ShouldContain("\"Principal\":{\"AWS\":\"arn:aws:iam::000000000000:role/role\"}");
        mend.ShouldContain("\"Resource\":\"arn:aws-cn:s3:::replica/in/*\"");
    }

    [Theory]
    [InlineData("arn:aws:s3:::b", "b", null)]
    [InlineData("arn:aws-us-gov:s3:::b/*", "b", "")]
    [InlineData("arn:aws:s3:::b/a${*}${$}{x}${?}/*", "b", "a*${x}?/")]
    public void Reads_back_what_policies_name(string arn, string bucket, string? prefix)
    {
        var place = S3Place.Parse(arn).ShouldNotBeNull();

        place.Bucket.ShouldBe(bucket);
        place.Prefix.ShouldBe(prefix);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("arn:aws:kms:us-east-1:000000000000:key/k")]
    [InlineData("arn:aws:s3:us-east-1:000000000000:accesspoint/x")]
    public void Takes_nothing_else_for_a_bucket(string arn) => S3Place.Parse(arn).ShouldBeNull();

    private static IReadOnlyList<PolicyStatement> Without(IReadOnlyList<PolicyStatement> statements, int at, string action) =>
        [.. statements.Select((statement, index) => index == at ? statement with { Actions = statement.Actions.Remove(action) } : statement).Where(statement => !statement.Actions.IsEmpty)];

    private static ReplicationDocument Document(string role, ReplicationRule rule) =>
        new() { Bucket = LocalWorld.Source, Role = InProcessDoctor.ArnOf(role), Rules = [rule] };

    private static async Task PrepareAsync(LocalWorld world, bool locks = true)
    {
        await world.CreateBucketAsync(Replica, LocalWorld.Home);
        await world.NotifyAsync(LocalWorld.Source, Token, "s3:ObjectAcl:Put", "s3:ObjectRestore:*", "s3:ObjectTagging:*");

        foreach (var bucket in locks ? (string[])[LocalWorld.Source, Replica] : [])
        {
            await world.HomeS3.PutObjectLockConfigurationAsync(
                new PutObjectLockConfigurationRequest { BucketName = bucket, ObjectLockConfiguration = new() { ObjectLockEnabled = ObjectLockEnabled.Enabled } }, Token);
        }
    }
}
