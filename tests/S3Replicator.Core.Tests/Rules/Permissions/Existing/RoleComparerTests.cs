using System.Text;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Rules.Permissions;
using S3Replicator.Core.Rules.Permissions.Existing;
using S3Replicator.Core.Tests.Planning;

namespace S3Replicator.Core.Tests.Rules.Permissions.Existing;

public sealed class RoleComparerTests
{
    private const string Worker = "arn:aws:iam::111122223333:role/worker";

    private static readonly ReplicationRule Plain = (Given.Rule() with { TagSync = false, Versions = VersionScope.Latest }).WithPrefix("docs/");

    [Fact]
    public void A_role_for_S3s_own_replication_is_known_and_what_it_needs_instead_is_told()
    {
        var comparison = Compare(Plain with { DeleteMarkerReplication = true }, NativeExample.Permissions, NativeExample.Trust);

        comparison.Suffices.ShouldBeFalse();
        comparison.Native!.Services.ShouldBe(["s3.amazonaws.com"]);
        comparison.Native.Actions.ToDictionary(action => action.Name, action => action.Instead, StringComparer.Ordinal).ShouldSatisfyAllConditions(
            actions => actions["s3:ReplicateObject"].ShouldBe(["s3:PutObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"]),
            actions => actions["s3:GetObjectVersionForReplication"].ShouldBe(["s3:GetObject", "s3:GetObjectVersion"]),
            actions => actions["s3:ReplicateTags"].ShouldBe(["s3:PutObjectTagging"]),
            actions => actions["s3:ReplicateDelete"].ShouldBe(["s3:DeleteObject"]));
        Told(comparison, DifferenceKind.Missing).ShouldBe(
            [
                "TrustTheWorker: sts:AssumeRole on arn:aws:iam::111122223333:root",
                "FindSource: s3:GetBucketObjectLockConfiguration, s3:GetBucketVersioning on arn:aws:s3:::src",
                "ReadSource: s3:GetObject, s3:GetObjectLegalHold, s3:GetObjectRetention, s3:GetObjectTagging, s3:GetObjectVersion on arn:aws:s3:::src/docs/*",
                "FindDestination: s3:GetBucketVersioning, s3:ListBucket, s3:ListBucketMultipartUploads on arn:aws:s3:::dst",
                "WriteReplicas: s3:AbortMultipartUpload, s3:GetObject, s3:GetObjectVersion, s3:ListMultipartUploadParts, s3:PutObject, s3:PutObjectLegalHold, s3:PutObjectRetention, s3:PutObjectTagging on arn:aws:s3:::dst/docs/*",
                "DeleteReplicas: s3:DeleteObject on arn:aws:s3:::dst/docs/*",
            ]);
    }

    [Fact]
    public void A_role_that_may_do_all_with_S3_is_no_role_for_its_own_replication_and_too_wide()
    {
        var comparison = Compare(Plain, Policy("""{"Sid":"All","Effect":"Allow","Action":"S3:*","Resource":"*"}"""));

        comparison.Native.ShouldBeNull();
        comparison.Suffices.ShouldBeTrue();
        comparison.Differences.ShouldAllBe(difference => difference.Kind == DifferenceKind.Surplus);
        comparison.Differences[0].Found.ShouldStartWith("The wildcard allows more than the rules need: s3:AbortMultipartUpload, ");
    }

    [Fact]
    public void What_a_statement_allows_under_a_condition_is_not_taken_for_allowed()
    {
        var comparison = Compare(Plain, Policy(
            """{"Sid":"InOffice","Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"192.0.2.0/24"}}}"""));

        comparison.Suffices.ShouldBeFalse();
        var difference = comparison.Differences.First(difference => difference.Kind == DifferenceKind.Conditional);
        difference.Found.ShouldBe("permissions.json, InOffice allows it, but only under the condition IpAddress aws:SourceIp 192.0.2.0/24.");
        difference.Add.ShouldNotBeNull();
        comparison.Differences.ShouldNotContain(difference => difference.Kind == DifferenceKind.Missing);
    }

    [Theory]
    [InlineData("""{"Bool":{"aws:SecureTransport":"true"}}""", "Allow", true)]
    [InlineData("""{"Bool":{"aws:SecureTransport":true}}""", "Allow", true)]
    [InlineData("""{"Bool":{"aws:SecureTransport":"false"}}""", "Allow", false)]
    [InlineData("""{"Bool":{"aws:SecureTransport":"false"}}""", "Deny", true)]
    [InlineData("""{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}""", "Deny", false)]
    public void Requests_are_known_to_go_under_TLS_and_nothing_else_is_known_of_them(string condition, string effect, bool suffices)
    {
        var all = effect is "Deny" ? """{"Effect":"Allow","Action":"*","Resource":"*"},""" : string.Empty;

        Compare(Plain, Policy($$"""{{all}}{"Effect":"{{effect}}","Action":"*","Resource":"*","Condition":{{condition}}}""")).Suffices.ShouldBe(suffices);
    }

    [Fact]
    public void What_is_denied_in_part_is_told_with_the_statement_that_denies_it()
    {
        var comparison = Compare(Plain, Policy(
            """{"Effect":"Allow","Action":"s3:*","Resource":"*"},{"Sid":"NoSecrets","Effect":"Deny","Action":"s3:put*","Resource":"arn:aws:s3:::*/docs/secret/*"}"""));

        comparison.Suffices.ShouldBeFalse();
        var denied = comparison.Differences.Where(difference => difference.Kind == DifferenceKind.Denied).ShouldHaveSingleItem();
        denied.Statement.ShouldBe("WriteReplicas");
        denied.Actions.ShouldBe(["s3:PutObject", "s3:PutObjectLegalHold", "s3:PutObjectRetention", "s3:PutObjectTagging"]);
        denied.Found.ShouldContain("NoSecrets denies it");
        denied.Add.ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"Effect":"Allow","NotAction":"iam:*","Resource":"*"}""", "NotAction", false)]
    [InlineData("""{"Effect":"Allow","Action":"s3:*","NotResource":"arn:aws:s3:::other/*"}""", "NotResource", false)]
    [InlineData("""{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::${aws:PrincipalTag/bucket}/*"}""", "policy variable", false)]
    [InlineData("""{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","NotAction":"s3:*","Resource":"*"}""", "NotAction", true)]
    [InlineData("""{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::${aws:username}"}""", "policy variable", true)]
    public void What_cannot_be_compared_is_said_to_be_so_and_never_taken_for_enough(string statements, string word, bool stopsByItself)
    {
        var comparison = Compare(Plain, Policy(statements));

        comparison.Suffices.ShouldBeFalse();
        var difference = comparison.Differences.Where(difference => difference.Kind == DifferenceKind.NotCompared).ShouldHaveSingleItem();
        difference.Found.ShouldContain(word);
        difference.Stops.ShouldBe(stopsByItself);
    }

    [Fact]
    public void What_has_nothing_to_do_with_the_rules_and_cannot_be_compared_is_not_spoken_of() =>
        Compare(Plain, Policy(
            """{"Effect":"Allow","Action":"s3:*","Resource":["arn:aws:s3:::*"]},{"Effect":"Deny","Action":"iam:*","NotResource":"arn:aws:iam::1:role/x"}""")).Suffices.ShouldBeTrue();

    [Fact]
    public void What_is_allowed_on_less_than_is_needed_is_missing_and_the_less_is_told()
    {
        var comparison = Compare(Plain, Policy(
            """{"Effect":"Allow","Action":"*","Resource":["arn:aws:s3:::src","arn:aws:s3:::src/*","arn:aws:s3:::dst","arn:aws:s3:::dst/docs/2026/*"]}"""));

        var missing = comparison.Differences.Where(difference => difference.Stops).ShouldHaveSingleItem();
        missing.Statement.ShouldBe("WriteReplicas");
        missing.Found.ShouldBe("permissions.json, statement 1 allows it, but only on arn:aws:s3:::dst/docs/2026/*.");
        missing.Add!.Resources.ShouldBe(["arn:aws:s3:::dst/docs/*"]);
    }

    [Fact]
    public void Wider_prefixes_other_buckets_and_actions_that_are_not_needed_are_surplus_and_no_reason_to_say_no()
    {
        var statements = PolicyOf(Plain).Permissions.ToJson()["Statement"]!.AsArray().Select(statement => statement!.ToJsonString());

        var comparison = Compare(Plain, Policy(string.Join(',', statements.Append(
            """{"Sid":"More","Effect":"Allow","Action":["s3:GetObject","s3:DeleteBucket"],"Resource":["arn:aws:s3:::src/*","arn:aws:s3:::other/*","arn:aws:s3:::src"]}"""))));

        comparison.Suffices.ShouldBeTrue();
        comparison.Differences.Select(difference => $"{string.Join(',', difference.Actions)} {difference.Found}").ShouldBe(
            [
                "s3:DeleteBucket The rules need nothing of this.",
                "s3:GetObject The rules need it on arn:aws:s3:::src/docs/* alone.",
                "s3:GetObject The rules need it elsewhere, on arn:aws:s3:::dst/docs/*, arn:aws:s3:::src/docs/*.",
            ]);
    }

    [Theory]
    [InlineData("""{"StringLike":{"kms:ViaService":"s3.*.amazonaws.com"}}""", "arn:aws:kms:*:*:key/*", true, DifferenceKind.Surplus)]
    [InlineData("""{"StringEquals":{"kms:ViaService":"s3.eu-west-1.amazonaws.com"}}""", "*", false, DifferenceKind.Conditional)]
    [InlineData("""{"StringLike":{"kms:ViaService":"s3.*"}}""", "arn:aws:kms:eu-west-1:111122223333:key/one", true, DifferenceKind.NotCompared)]
    public void Keys_that_the_rules_do_not_name_are_compared_as_far_as_that_goes(string condition, string resource, bool suffices, DifferenceKind kind)
    {
        var rule = Plain with { SseKmsEncryptedObjects = true };
        var statements = PolicyOf(rule).Permissions.Statements.Where(statement => statement.Sid != "DecryptSource");
        var own = new PolicyDocument([.. statements]).ToJson()["Statement"]!.AsArray().Select(statement => statement!.ToJsonString());

        var comparison = Compare(rule, Policy(string.Join(',', own.Append(
            $$"""{"Sid":"Keys","Effect":"Allow","Action":"kms:Decrypt","Resource":"{{resource}}","Condition":{{condition}}}"""))));

        comparison.Suffices.ShouldBe(suffices);
        comparison.Differences.Where(difference => difference.Kind != DifferenceKind.Surplus || kind == DifferenceKind.Surplus)
            .ShouldHaveSingleItem().Kind.ShouldBe(kind);
    }

    [Theory]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/worker"},"Action":"sts:AssumeRole"}""", null)]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":["444455556666","111122223333"]},"Action":"sts:*"}""", null)]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"}""", null)]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/other"},"Action":"sts:AssumeRole"}""", DifferenceKind.Missing)]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/worker"},"Action":"sts:TagSession"}""", DifferenceKind.Missing)]
    [InlineData("""{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::111122223333:root"},"Action":"sts:AssumeRole"}""", DifferenceKind.Missing)]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}""", DifferenceKind.Conditional)]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"y"}}}""", DifferenceKind.Missing)]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"*"},{"Effect":"Deny","Principal":{"AWS":"111122223333"},"Action":"sts:*"}""", DifferenceKind.Denied)]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"*"},{"Effect":"Deny","NotPrincipal":{"AWS":"111122223333"},"Action":"sts:*"}""", DifferenceKind.NotCompared)]
    public void Who_may_assume_the_role_is_compared_with_who_must(string statements, DifferenceKind? kind)
    {
        var comparison = Compare(Plain, PolicyOf(Plain).Permissions.ToJson().ToJsonString(), Policy(statements), Worker);

        comparison.Differences.Where(difference => difference.Stops).Select(difference => (DifferenceKind?)difference.Kind).FirstOrDefault().ShouldBe(kind);
        comparison.Differences.Where(difference => difference.Stops).ShouldAllBe(difference => difference.IsTrust);
    }

    [Fact]
    public void Who_the_worker_is_must_be_said_where_the_trust_names_one_in_its_account()
    {
        var comparison = Compare(
            Plain,
            PolicyOf(Plain).Permissions.ToJson().ToJsonString(),
            Policy("""{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/worker"},"Action":"sts:AssumeRole"}"""));

        comparison.Suffices.ShouldBeTrue();
        comparison.Differences.First().Mend.ShouldContain("--worker-arn");
    }

    [Theory]
    [InlineData("""{"StringEquals":{"sts:ExternalId":"x"}}""", 0, true)]
    [InlineData("""{"StringLike":{"STS:externalid":"?"}}""", 0, true)]
    [InlineData("""{"StringEquals":{"sts:ExternalId":["x","y"]}}""", 0, true)]
    [InlineData("""{"StringEquals":{"sts:ExternalId":"y"}}""", 1, false)]
    [InlineData("{}", 1, true)]
    public void The_external_id_is_compared(string condition, int differences, bool suffices)
    {
        var document = Document(Plain) with { RoleOptions = new() { ExternalId = "x" } };
        var required = PolicyOf(document, Worker);

        var comparison = Compare(
            required,
            required.Permissions.ToJson().ToJsonString(),
            Policy($$"""{"Effect":"Allow","Principal":{"AWS":"{{Worker}}"},"Action":"sts:AssumeRole","Condition":{{condition}}}"""));

        comparison.Differences.Length.ShouldBe(differences);
        comparison.Suffices.ShouldBe(suffices);
    }

    [Fact]
    public void Session_tags_need_an_action_of_their_own()
    {
        var document = Document(Plain) with { RoleOptions = RoleOptions.Default with { SessionTags = RoleOptions.Default.SessionTags.Add("team", "x") } };
        var required = PolicyOf(document, Worker);

        var comparison = Compare(
            required,
            required.Permissions.ToJson().ToJsonString(),
            Policy($$"""{"Effect":"Allow","Principal":{"AWS":"{{Worker}}"},"Action":"sts:AssumeRole"}"""));

        comparison.Differences.ShouldHaveSingleItem().Actions.ShouldBe(["sts:TagSession"]);
        comparison.TrustToAdd.Statements.ShouldHaveSingleItem().Actions.ShouldBe(["sts:TagSession"]);
    }

    [Fact]
    public void Without_a_trust_policy_that_is_said_and_a_boundary_is_never_passed_over()
    {
        var required = PolicyOf(Plain);
        var role = new ExistingRole { Permissions = Read(required.Permissions.ToJson().ToJsonString(), "permissions.json").Permissions!.Value, Boundaries = ["arn:aws:iam::1:policy/b"] };

        var comparison = RoleComparer.Compare(required, role, isWorkerKnown: false);

        comparison.Differences.Select(difference => (difference.Kind, difference.Statement)).ShouldBe(
            [(DifferenceKind.NotCompared, "TrustTheWorker"), (DifferenceKind.NotCompared, "arn:aws:iam::1:policy/b")]);
    }

    private static IEnumerable<string> Told(RoleComparison comparison, DifferenceKind kind) => comparison.Differences
        .Where(difference => difference.Kind == kind)
        .Select(difference => $"{difference.Statement}: {string.Join(", ", difference.Actions)} on {string.Join(", ", difference.Resources)}");

    private static RoleComparison Compare(ReplicationRule rule, string permissions, string? trust = null, string? worker = null)
    {
        var required = PolicyOf(Document(rule), worker);
        return Compare(required, permissions, trust ?? required.Trust.ToJson().ToJsonString(), worker is not null);
    }

    private static RoleComparison Compare(RequiredRole required, string permissions, string trust, bool isWorkerKnown = true) => RoleComparer.Compare(
        required,
        new() { Trust = Read(trust, "trust.json").Trust, Permissions = Read(permissions, "permissions.json").Permissions!.Value },
        isWorkerKnown);

    private static ExistingPart Read(string policy, string file)
    {
        var reading = ExistingPolicyReader.Read(file, Encoding.UTF8.GetBytes(policy));
        reading.Problem.ShouldBeNull();
        return reading.Parts.ShouldHaveSingleItem();
    }

    private static string Policy(string statements) => $$"""{"Version":"2012-10-17","Statement":[{{statements}}]}""";

    private static RequiredRole PolicyOf(ReplicationRule rule) => PolicyOf(Document(rule));

    private static RequiredRole PolicyOf(ReplicationDocument document, string? worker = null) =>
        RequiredPolicySet.Of(new RuleSet([document], "test"), new() { Worker = worker }).Roles.ShouldHaveSingleItem();

    private static ReplicationDocument Document(ReplicationRule rule) => new() { Bucket = "src", Role = Given.Role, Rules = [rule] };
}
