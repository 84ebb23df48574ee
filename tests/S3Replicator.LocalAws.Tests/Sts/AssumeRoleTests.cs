using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Microsoft.Extensions.Time.Testing;
using S3Replicator.LocalAws.Identity;
using S3Replicator.LocalAws.Identity.Policies.Documents;

namespace S3Replicator.LocalAws.Tests.Sts;

public sealed class AssumeRoleTests : IAsyncLifetime
{
    private const string Worker = "arn:aws:iam::000000000000:role/worker";
    private const string Other = "arn:aws:iam::111111111111:role/other";

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private TestAws _aws = null!;
    private AmazonSecurityTokenServiceClient _sts = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _aws = await TestAws.StartAsync(_clock);
        _sts = _aws.StsClient();
    }

    public async ValueTask DisposeAsync()
    {
        _sts.Dispose();
        await _aws.DisposeAsync();
    }

    [Fact]
    public async Task Any_role_of_the_own_account_may_be_assumed_unless_it_is_defined()
    {
        var response = await _sts.AssumeRoleAsync(Request(Worker), Token);

        response.AssumedRoleUser.Arn.ShouldBe("arn:aws:sts::000000000000:assumed-role/worker/s1");
        response.AssumedRoleUser.AssumedRoleId.ShouldMatch("^AROA[A-Z2-7]{17}:s1$");
        response.Credentials.AccessKeyId.ShouldMatch("^ASIA[A-Z2-7]{16}$");
        response.Credentials.SessionToken.Length.ShouldBeGreaterThan(200);
        response.Credentials.Expiration!.Value.ToUniversalTime().ShouldBe(new DateTime(2026, 1, 2, 4, 4, 5, DateTimeKind.Utc));
    }

    [Fact]
    public async Task The_caller_is_told_who_it_is_as_user_and_as_session()
    {
        var user = await _sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Token);
        user.Arn.ShouldBe("arn:aws:iam::000000000000:user/test");
        user.UserId.ShouldStartWith("AIDA");

        var assumed = await _sts.AssumeRoleAsync(Request(Worker), Token);
        using var session = _aws.StsClient(_aws.Credentials.Find(assumed.Credentials.AccessKeyId));
        var caller = await session.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Token);

        caller.Arn.ShouldBe(assumed.AssumedRoleUser.Arn);
        caller.UserId.ShouldBe(assumed.AssumedRoleUser.AssumedRoleId);
        caller.Account.ShouldBe("000000000000");
    }

    [Fact]
    public async Task An_undefined_role_keeps_its_unique_id()
    {
        var first = await _sts.AssumeRoleAsync(Request(Worker), Token);
        var second = await _sts.AssumeRoleAsync(Request(Worker), Token);

        second.AssumedRoleUser.AssumedRoleId.ShouldBe(first.AssumedRoleUser.AssumedRoleId);
        string.Equals(second.Credentials.AccessKeyId, first.Credentials.AccessKeyId, StringComparison.Ordinal).ShouldBeFalse();
    }

    [Theory]
    [InlineData(Other)]
    [InlineData("arn:aws:iam::000000000000:user/test")]
    public async Task A_role_that_is_not_there_is_denied_as_AWS_prints_it(string roleArn)
    {
        var error = await Fails(Request(roleArn));

        error.ErrorCode.ShouldBe("AccessDenied");
        error.StatusCode.ShouldBe(System.Net.HttpStatusCode.Forbidden);
        error.Message.ShouldBe(
            $"User: arn:aws:iam::000000000000:user/test is not authorized to perform: sts:AssumeRole on resource: {roleArn}");
    }

    [Fact]
    public async Task With_undefined_roles_off_only_defined_roles_can_be_assumed()
    {
        _aws.Roles.AllowUndefined = false;
        (await Fails(Request(Worker))).ErrorCode.ShouldBe("AccessDenied");

        _aws.Roles.Define(new Role(Worker, "AROAEXAMPLE"));
        (await _sts.AssumeRoleAsync(Request(Worker), Token)).AssumedRoleUser.AssumedRoleId.ShouldBe("AROAEXAMPLE:s1");
    }

    [Fact]
    public async Task The_external_id_of_the_trust_policy_must_be_given()
    {
        Define(Worker, """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000000000000:root"},
            "Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"e-1"}}}}
            """);
        var request = Request(Worker);
        (await Fails(request)).ErrorCode.ShouldBe("AccessDenied");
        request.ExternalId = "e-2";
        (await Fails(request)).ErrorCode.ShouldBe("AccessDenied");
        request.ExternalId = "e-1";

        (await _sts.AssumeRoleAsync(request, Token)).Credentials.ShouldNotBeNull();
    }

    [Fact]
    public async Task Another_account_must_be_trusted_and_must_allow_it_too()
    {
        _aws.Credentials.AddAccount("111111111111");
        Define(Other, """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"000000000000"},"Action":"sts:AssumeRole"}}
            """);

        (await _sts.AssumeRoleAsync(Request(Other), Token)).AssumedRoleUser.Arn.ShouldContain("111111111111");

        var forbidding = PolicyDocument.Parse(
            """{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"sts:*","Resource":"*"}}""", PolicyKind.Identity);
        var bound = _aws.Credentials.AddUser("000000000000", "bound", "AKIABOUND", "secret", [forbidding]);
        using var sts = _aws.StsClient(bound);
        (await Should.ThrowAsync<AmazonSecurityTokenServiceException>(() => sts.AssumeRoleAsync(Request(Other), Token)))
            .ErrorCode.ShouldBe("AccessDenied");
    }

    [Theory]
    [InlineData("s", 3600, "Value 's' at 'roleSessionName' failed to satisfy constraint: Member must have length greater than or equal to 2")]
    [InlineData("a b", 3600, "Value 'a b' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*")]
    [InlineData("s1", 899, "Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900")]
    [InlineData("s1", 43201, "Value '43201' at 'durationSeconds' failed to satisfy constraint: Member must have value less than or equal to 43200")]
    public async Task Values_outside_the_service_model_are_validation_errors(string session, int seconds, string expected)
    {
        var request = Request(Worker);
        request.RoleSessionName = session;
        request.DurationSeconds = seconds;

        var error = await Fails(request);

        error.ErrorCode.ShouldBe("ValidationError");
        error.Message.ShouldBe("1 validation error detected: " + expected);
    }

    [Fact]
    public async Task All_validation_errors_are_said_at_once()
    {
        var request = Request(Worker);
        (request.RoleSessionName, request.DurationSeconds) = (Bad("?"), Bad(1));

        (await Fails(request)).Message.ShouldStartWith("3 validation errors detected: ");
    }

    [Fact]
    public async Task A_role_limits_its_sessions_and_chaining_limits_them_to_an_hour()
    {
        _aws.Roles.Define(new Role(Worker, "AROAEXAMPLE") { MaxSessionDuration = TimeSpan.FromHours(2) });
        var request = Request(Worker);
        request.DurationSeconds = 7201;
        (await Fails(request)).Message.ShouldBe("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");

        request.DurationSeconds = 7200;
        var assumed = await _sts.AssumeRoleAsync(request, Token);
        using var chained = _aws.StsClient(_aws.Credentials.Find(assumed.Credentials.AccessKeyId));
        var error = await Should.ThrowAsync<AmazonSecurityTokenServiceException>(() => chained.AssumeRoleAsync(request, Token));

        error.ErrorCode.ShouldBe("ValidationError");
        error.Message.ShouldBe("The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.");
        request.DurationSeconds = 3600;
        (await chained.AssumeRoleAsync(request, Token)).Credentials.ShouldNotBeNull();
    }

    [Fact]
    public async Task Session_tags_need_sts_TagSession_in_the_trust_policy()
    {
        Define(Worker, """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}}
            """);
        var request = Request(Worker);
        request.Tags = [new Tag { Key = "team", Value = "data" }];
        (await Fails(request)).Message.ShouldContain("sts:TagSession");

        Define(Worker, """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"*"},"Action":["sts:AssumeRole","sts:TagSession"],
            "Condition":{"StringEquals":{"aws:RequestTag/team":"data"}}}}
            """);
        var assumed = await _sts.AssumeRoleAsync(request, Token);

        _aws.Credentials.FindSession(assumed.Credentials.AccessKeyId)!.Tags["team"].ShouldBe("data");
#pragma warning disable CS0618 // The SDK has a newer name for it; the wire has this one.
        assumed.PackedPolicySize!.Value.ShouldBeInRange(1, 5);
#pragma warning restore CS0618
    }

    [Fact]
    public async Task A_transitive_tag_goes_on_to_the_next_session_and_cannot_be_overwritten()
    {
        var request = Request(Worker);
        request.Tags = [new Tag { Key = "team", Value = "data" }, new Tag { Key = "job", Value = "1" }];
        request.TransitiveTagKeys = ["team"];
        var first = await _sts.AssumeRoleAsync(request, Token);
        using var chained = _aws.StsClient(_aws.Credentials.Find(first.Credentials.AccessKeyId));

        var second = await chained.AssumeRoleAsync(Request(Worker), Token);
        _aws.Credentials.FindSession(second.Credentials.AccessKeyId)!.Tags.ShouldHaveSingleItem().Key.ShouldBe("team");

        request.TransitiveTagKeys = [];
        var error = await Should.ThrowAsync<AmazonSecurityTokenServiceException>(() => chained.AssumeRoleAsync(request, Token));
        error.ErrorCode.ShouldBe("InvalidParameterValue");
    }

    [Theory]
    [InlineData("{", "MalformedPolicyDocument")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}]}""", "MalformedPolicyDocument")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*"}]}""", "MalformedPolicyDocument")]
    public async Task A_bad_session_policy_is_refused(string policy, string code)
    {
        var request = Request(Worker);
        request.Policy = policy;

        (await Should.ThrowAsync<AmazonSecurityTokenServiceException>(() => _sts.AssumeRoleAsync(request, Token))).ErrorCode.ShouldBe(code);
    }

    [Fact]
    public async Task A_session_policy_that_cannot_be_packed_is_refused()
    {
        var request = Request(Worker);
        request.Tags = [.. Enumerable.Range(0, 26).Select(i => new Tag { Key = "k" + (char)('a' + i), Value = Noise(i) + Noise(i + 26) })];

        (await Should.ThrowAsync<PackedPolicyTooLargeException>(() => _sts.AssumeRoleAsync(request, Token))).Message
            .ShouldBe("Serialized token too large for session");
    }

    [Fact]
    public async Task Expired_keys_stay_known_for_a_while_and_are_swept_later()
    {
        var assumed = await _sts.AssumeRoleAsync(Request(Worker), Token);
        var key = assumed.Credentials.AccessKeyId;
        _clock.Advance(TimeSpan.FromMinutes(90));
        _aws.Credentials.Issue(new RoleSession(new Role(Worker, "AROA"), "s", _clock.GetUtcNow()));
        _aws.Credentials.Find(key)!.Expiration!.Value.ShouldBeLessThan(_clock.GetUtcNow());

        _clock.Advance(TimeSpan.FromHours(1));
        _aws.Credentials.Issue(new RoleSession(new Role(Worker, "AROA"), "s", _clock.GetUtcNow()));

        _aws.Credentials.Find(key).ShouldBeNull();
    }

    [Fact]
    public async Task What_is_not_provided_says_so()
    {
        var missing = await Should.ThrowAsync<AmazonSecurityTokenServiceException>(
            () => _sts.GetSessionTokenAsync(new GetSessionTokenRequest(), Token));
        missing.ErrorCode.ShouldBe("NotImplemented");

        var managed = Request(Worker);
        managed.PolicyArns = [new PolicyDescriptorType { Arn = "arn:aws:iam::aws:policy/ReadOnlyAccess" }];
        (await Fails(managed)).ErrorCode.ShouldBe("NotImplemented");
    }

    private static string Noise(int seed) => Convert.ToBase64String(System.Security.Cryptography.SHA512.HashData([(byte)seed]))[..86];

    // Hides a bad literal from the SDK's own analyzer.
    private static T Bad<T>(T value) => value;

    private static AssumeRoleRequest Request(string roleArn) => new() { RoleArn = roleArn, RoleSessionName = "s1" };

    private void Define(string roleArn, string trust) =>
        _aws.Roles.Define(new Role(roleArn, "AROAEXAMPLE") { TrustPolicy = PolicyDocument.Parse(trust, PolicyKind.Trust) });

    private Task<AmazonSecurityTokenServiceException> Fails(AssumeRoleRequest request) =>
        Should.ThrowAsync<AmazonSecurityTokenServiceException>(() => _sts.AssumeRoleAsync(request, Token));
}
