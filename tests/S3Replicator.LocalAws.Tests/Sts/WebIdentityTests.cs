using System.Buffers.Text;
using System.Text;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Microsoft.Extensions.Time.Testing;
using S3Replicator.LocalAws.Identity;
using S3Replicator.LocalAws.Identity.Policies.Documents;

namespace S3Replicator.LocalAws.Tests.Sts;

public sealed class WebIdentityTests : IAsyncLifetime
{
    private const string Worker = "arn:aws:iam::000000000000:role/worker";

    private readonly FakeTimeProvider _clock = new(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));
    private TestAws _aws = null!;
    private AmazonSecurityTokenServiceClient _sts = null!;

    public async ValueTask InitializeAsync()
    {
        _aws = await TestAws.StartAsync(_clock);
        _sts = new AmazonSecurityTokenServiceClient(
            new AnonymousAWSCredentials(),
            new AmazonSecurityTokenServiceConfig { ServiceURL = _aws.Endpoint.ToString(), AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });
        _aws.Roles.Define(new Role(Worker, "AROAEXAMPLE")
        {
            TrustPolicy = PolicyDocument.Parse(
                """
                {"Version":"2012-10-17","Statement":{"Effect":"Allow",
                "Principal":{"Federated":"arn:aws:iam::000000000000:oidc-provider/oidc.eks.example/id/1"},
                "Action":"sts:AssumeRoleWithWebIdentity",
                "Condition":{"StringEquals":{"oidc.eks.example/id/1:sub":"system:serviceaccount:ns:worker",
                "oidc.eks.example/id/1:aud":"sts.amazonaws.com"}}}}
                """,
                PolicyKind.Trust),
        });
    }

    public async ValueTask DisposeAsync()
    {
        _sts.Dispose();
        await _aws.DisposeAsync();
    }

    [Theory]
    [InlineData("\"sts.amazonaws.com\"")]
    [InlineData("[\"x\",\"sts.amazonaws.com\"]")]
    public async Task A_token_whose_subject_and_audience_are_trusted_gets_a_session(string audience)
    {
        var response = await AssumeAsync(Jwt(Claims(audience: audience)));

        response.AssumedRoleUser.AssumedRoleId.ShouldBe("AROAEXAMPLE:pod");
        response.SubjectFromWebIdentityToken.ShouldBe("system:serviceaccount:ns:worker");
        _aws.Credentials.Find(response.Credentials.AccessKeyId)!.Principal.Arn.ShouldBe(response.AssumedRoleUser.Arn);
    }

    [Fact]
    public async Task Another_subject_or_issuer_is_not_authorized()
    {
        foreach (var claims in (string[])[Claims(subject: "system:serviceaccount:ns:other"), Claims(issuer: "https://evil.example")])
        {
            var error = await Should.ThrowAsync<AmazonSecurityTokenServiceException>(() => AssumeAsync(Jwt(claims)));
            error.ErrorCode.ShouldBe("AccessDenied");
            error.Message.ShouldBe("Not authorized to perform sts:AssumeRoleWithWebIdentity");
        }
    }

    [Fact]
    public async Task An_expired_token_says_so() =>
        (await Should.ThrowAsync<ExpiredTokenException>(() => AssumeAsync(Jwt(Claims(expires: "1699999999"))))).Message.ShouldBe(
            "Token expired: current date/time 1700000000 must be before the expiration date/time 1699999999");

    [Theory]
    [InlineData("not a token")]
    [InlineData("a.b.c")]
    [InlineData("....")]
    [InlineData("e30.W10.x")]
    public async Task What_is_no_token_is_refused(string token) =>
        await Should.ThrowAsync<InvalidIdentityTokenException>(() => AssumeAsync(token));

    [Theory]
    [InlineData("""{"iss":"https://i","sub":"s","aud":"a"}""", "exp")]
    [InlineData("""{"sub":"s","aud":"a","exp":1800000000}""", "iss")]
    [InlineData("""{"iss":"https://i","aud":"a","exp":1800000000}""", "sub")]
    [InlineData("""{"iss":"https://i","sub":"s","exp":1800000000}""", "aud")]
    [InlineData("""{"iss":"https://i","sub":"s","aud":7,"exp":1800000000}""", "aud")]
    public async Task A_missing_claim_is_named(string claims, string missing) =>
        (await Should.ThrowAsync<InvalidIdentityTokenException>(() => AssumeAsync(Jwt(claims)))).Message
            .ShouldBe($"Missing a required claim: {missing}");

    [Fact]
    public async Task Every_other_action_needs_a_signature() =>
        (await Should.ThrowAsync<AmazonServiceException>(() => _sts.GetCallerIdentityAsync(new(), TestContext.Current.CancellationToken)))
            .ShouldNotBeNull();

    private static string Claims(
        string issuer = "https://oidc.eks.example/id/1",
        string subject = "system:serviceaccount:ns:worker",
        string audience = "\"sts.amazonaws.com\"",
        string expires = "1700000600") =>
        $$"""{"iss":"{{issuer}}","sub":"{{subject}}","aud":{{audience}},"exp":{{expires}}}""";

    private static string Jwt(string claims) => "e30." + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims)) + ".c2ln";

    private Task<AssumeRoleWithWebIdentityResponse> AssumeAsync(string token) => _sts.AssumeRoleWithWebIdentityAsync(
        new AssumeRoleWithWebIdentityRequest { RoleArn = Worker, RoleSessionName = "pod", WebIdentityToken = token },
        TestContext.Current.CancellationToken);
}
