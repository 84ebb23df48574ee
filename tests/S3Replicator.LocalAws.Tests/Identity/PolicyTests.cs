using S3Replicator.LocalAws.Identity;
using S3Replicator.LocalAws.Identity.Policies;
using S3Replicator.LocalAws.Identity.Policies.Documents;

namespace S3Replicator.LocalAws.Tests.Identity;

public sealed class PolicyTests
{
    private const string Object = "arn:aws:s3:::b/logs/x";

    [Theory]
    [InlineData("*", "", true)]
    [InlineData("*", "a:b/c", true)]
    [InlineData("a*c", "abbbc", true)]
    [InlineData("a*c", "abbb", false)]
    [InlineData("a?c", "abc", true)]
    [InlineData("a?c", "ac", false)]
    [InlineData("**a**b", "xaxxb", true)]
    [InlineData("a*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false)]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    public void Wildcards_match(string pattern, string text, bool expected) => WildcardPattern.Matches(pattern, text).ShouldBe(expected);

    [Theory]
    [InlineData("arn:aws:s3:::src*", "arn:aws:s3:::src-1", true)]
    [InlineData("arn:aws:*:*:*:x", "arn:aws:sqs:r:1:x", true)]
    [InlineData("arn:aws:*:x", "arn:aws:sqs:r:1:x", false)]
    [InlineData("arn:*", "arn:aws:s3:::x", false)]
    public void A_star_does_not_reach_over_the_parts_of_an_arn(string pattern, string arn, bool expected) =>
        WildcardPattern.MatchesArn(pattern, arn).ShouldBe(expected);

    [Theory]
    [InlineData(""" "Action":"s3:GetObject","Resource":"*" """, true)]
    [InlineData(""" "Action":"S3:getobject","Resource":"arn:aws:s3:::b/*" """, true)]
    [InlineData(""" "Action":["s3:Put*","s3:Get?bject"],"Resource":"*" """, true)]
    [InlineData(""" "Action":"s3:PutObject","Resource":"*" """, false)]
    [InlineData(""" "Action":"s3:*","Resource":"arn:aws:s3:::B/*" """, false)]
    [InlineData(""" "NotAction":"s3:Put*","Resource":"*" """, true)]
    [InlineData(""" "NotAction":"s3:Get*","Resource":"*" """, false)]
    [InlineData(""" "Action":"*","NotResource":"arn:aws:s3:::b/secret/*" """, true)]
    [InlineData(""" "Action":"*","NotResource":"arn:aws:s3:::b/*" """, false)]
    [InlineData(""" "Action":"*","Resource":"arn:aws:s3:::b/${aws:PrincipalTag/team}/*" """, true)]
    [InlineData(""" "Action":"*","Resource":"arn:aws:s3:::b/${aws:PrincipalTag/none}/*" """, false)]
    [InlineData(""" "Action":"*","Resource":"arn:aws:s3:::b/${aws:PrincipalTag/none, 'logs'}/*" """, true)]
    public void A_statement_covers_actions_and_resources(string members, bool expected) =>
        Evaluate("{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\"," + members + "}}").IsAllowed.ShouldBe(expected);

    [Theory]
    [InlineData("""{"StringEquals":{"k":"a"}}""", true)]
    [InlineData("""{"StringEquals":{"K":["x","a"]}}""", true)]
    [InlineData("""{"StringEquals":{"k":"A"}}""", false)]
    [InlineData("""{"StringEqualsIgnoreCase":{"k":"A"}}""", true)]
    [InlineData("""{"StringNotEquals":{"k":["a","b"]}}""", false)]
    [InlineData("""{"StringNotEquals":{"missing":"a"}}""", true)]
    [InlineData("""{"StringEquals":{"missing":"a"}}""", false)]
    [InlineData("""{"StringEqualsIfExists":{"missing":"a"}}""", true)]
    [InlineData("""{"StringLike":{"path":"logs/*"}}""", true)]
    [InlineData("""{"StringNotLike":{"path":"logs/*"}}""", false)]
    [InlineData("""{"NumericLessThan":{"n":"11"}}""", true)]
    [InlineData("""{"NumericGreaterThanEquals":{"n":10}}""", true)]
    [InlineData("""{"NumericEquals":{"k":10}}""", false)]
    [InlineData("""{"DateLessThan":{"t":"2030-01-01T00:00:00Z"}}""", true)]
    [InlineData("""{"DateGreaterThan":{"t":"1900000000"}}""", false)]
    [InlineData("""{"Bool":{"b":"true"}}""", true)]
    [InlineData("""{"Bool":{"b":false}}""", false)]
    [InlineData("""{"IpAddress":{"ip":"10.0.0.0/8"}}""", true)]
    [InlineData("""{"NotIpAddress":{"ip":["192.168.0.0/16","10.1.2.3"]}}""", false)]
    [InlineData("""{"ArnLike":{"arn":"arn:aws:s3:::src-*"}}""", true)]
    [InlineData("""{"ArnNotEquals":{"arn":"arn:aws:s3:::other"}}""", true)]
    [InlineData("""{"Null":{"missing":"true"}}""", true)]
    [InlineData("""{"Null":{"k":"true"}}""", false)]
    [InlineData("""{"ForAllValues:StringEquals":{"many":["a","b","c"]}}""", true)]
    [InlineData("""{"ForAllValues:StringEquals":{"many":["a"]}}""", false)]
    [InlineData("""{"ForAllValues:StringEquals":{"missing":["a"]}}""", true)]
    [InlineData("""{"ForAnyValue:StringEquals":{"many":["b","z"]}}""", true)]
    [InlineData("""{"ForAnyValue:StringEquals":{"missing":["b"]}}""", false)]
    [InlineData("""{"StringEquals":{"k":"a"},"Bool":{"b":"false"}}""", false)]
    [InlineData("""{"StringEquals":{"k":"a","path":"no"}}""", false)]
    public void Conditions_hold_as_in_IAM(string condition, bool holds) =>
        Evaluate("{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":" + condition + "}}")
            .IsAllowed.ShouldBe(holds);

    [Fact]
    public void An_explicit_deny_wins_and_names_its_statement()
    {
        var decision = Evaluate("""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},
            {"Sid":"no","Effect":"Deny","Action":"s3:GetObject","Resource":"*/logs/*"}]}
            """);

        decision.Result.ShouldBe(AuthorizationResult.ExplicitDeny);
        decision.Statement!.Sid.ShouldBe("no");
        decision.Describe("arn:me", "s3:GetObject", $"\"{Object}\"").ShouldBe(
            $"User: arn:me is not authorized to perform: s3:GetObject on resource: \"{Object}\" with an explicit deny in an identity-based policy");
    }

    [Theory]
    [InlineData("""{"Version":"2012-10-17"}""")]
    [InlineData("""{"Version":"2013-10-17","Statement":[]}""")]
    [InlineData("""{"Statement":{"Effect":"Maybe","Action":"*","Resource":"*"}}""")]
    [InlineData("""{"Statement":{"Effect":"Allow","Resource":"*"}}""")]
    [InlineData("""{"Statement":{"Effect":"Allow","Action":"*","NotAction":"*","Resource":"*"}}""")]
    [InlineData("""{"Statement":{"Effect":"Allow","Action":"*"}}""")]
    [InlineData("""{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Principal":"*"}}""")]
    [InlineData("""{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Color":"red"}}""")]
    [InlineData("""{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringIs":{"a":"b"}}}}""")]
    [InlineData("""{"Statement":{"Effect":"Allow","Action":{},"Resource":"*"}}""")]
    [InlineData("not json")]
    public void Rejects_what_is_no_identity_policy(string text) =>
        PolicyParser.Parse(text, PolicyKind.Identity).Error.ShouldNotBeNullOrEmpty();

    [Fact]
    public void A_user_without_policies_may_do_everything_but_for_what_a_resource_denies()
    {
        var credentials = new CredentialRegistry();
        var authorizer = new Authorizer(credentials);
        var principal = credentials.Find("test")!.Principal;
        var deny = PolicyDocument.Parse(
            """{"Statement":{"Effect":"Deny","NotPrincipal":{"AWS":"arn:aws:iam::000000000000:role/r"},"Action":"*","Resource":"*"}}""",
            PolicyKind.Resource);

        authorizer.Evaluate(principal, "s3:GetObject", Object, new AuthorizationContext()).IsAllowed.ShouldBeTrue();
        authorizer.Evaluate(principal, "s3:GetObject", Object, new AuthorizationContext(), deny, "000000000000").Result
            .ShouldBe(AuthorizationResult.ExplicitDeny);
    }

    [Fact]
    public void A_resource_policy_that_names_the_role_still_leaves_the_session_policy_its_say()
    {
        var credentials = new CredentialRegistry();
        var authorizer = new Authorizer(credentials);
        var role = new Role("arn:aws:iam::000000000000:role/r", "AROA") { PermissionPolicies = [] };
        var open = credentials.Issue(new RoleSession(role, "s", DateTimeOffset.MaxValue)).Principal;
        var narrow = credentials.Issue(new RoleSession(role, "s", DateTimeOffset.MaxValue)
        {
            SessionPolicies =
            [
                PolicyDocument.Parse("""{"Statement":{"Effect":"Allow","Action":"s3:PutObject","Resource":"*"}}""", PolicyKind.Identity),
            ],
        }).Principal;
        var policy = PolicyDocument.Parse(
            """{"Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000000000000:role/r"},"Action":"*","Resource":"*"}}""",
            PolicyKind.Resource);

        Ask(open).IsAllowed.ShouldBeTrue();
        Ask(narrow).Source.ShouldBe(PolicySource.Session);

        AuthorizationDecision Ask(Principal principal) =>
            authorizer.Evaluate(principal, "s3:GetObject", Object, new AuthorizationContext(), policy, "000000000000");
    }

    private static AuthorizationDecision Evaluate(string policy)
    {
        var credentials = new CredentialRegistry();
        var role = new Role("arn:aws:iam::000000000000:role/r", "AROA")
        {
            PermissionPolicies = [PolicyDocument.Parse(policy, PolicyKind.Identity)],
        };
        var session = new RoleSession(role, "s", DateTimeOffset.MaxValue)
        {
            Tags = new Dictionary<string, string>(StringComparer.Ordinal) { ["team"] = "logs" },
        };
        var context = new AuthorizationContext()
            .Add("k", "a")
            .Add("path", "logs/x")
            .Add("n", "10")
            .Add("t", "2026-01-01T00:00:00Z")
            .Add("b", "True")
            .Add("ip", "10.1.2.3")
            .Add("arn", "arn:aws:s3:::src-1")
            .Add("many", "a", "b");
        return new Authorizer(credentials).Evaluate(credentials.Issue(session).Principal, "s3:GetObject", Object, context);
    }
}
