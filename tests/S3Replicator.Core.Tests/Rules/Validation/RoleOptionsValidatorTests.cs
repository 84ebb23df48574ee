using System.Text.Json.Nodes;
using static S3Replicator.Core.Tests.Rules.RuleJson;

namespace S3Replicator.Core.Tests.Rules.Validation;

public sealed class RoleOptionsValidatorTests
{
    private const string Options = "S3Replicator/RoleOptions";

    [Fact]
    public void Accepts_every_option()
    {
        var options = Document().With(Options, JsonNode.Parse("""
            {"ExternalId": "partner:42/x", "SessionTags": {"team": "data", "cost centre": ""}, "DurationSeconds": 43200,
             "SessionPolicy": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}}
            """)).Load();

        options.ShouldAccept();
        var bound = options.Rules!.Documents[0].RoleOptions;
        bound.ExternalId.ShouldBe("partner:42/x");
        bound.SessionTags["team"].ShouldBe("data");
        bound.DurationSeconds.ShouldBe(43_200);
        bound.SessionPolicy.ShouldBe("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}""");
        bound.ScopedSessionPolicy.ShouldBeFalse();
    }

    [Fact]
    public void Accepts_a_session_policy_as_text_like_one_nested()
    {
        var result = Document().With(Options + "/SessionPolicy", """{ "Version": "2012-10-17", "Statement": [] }""").Load();

        result.ShouldAccept();
        result.Rules!.Documents[0].RoleOptions.SessionPolicy.ShouldBe("""{"Version":"2012-10-17","Statement":[]}""");
    }

    [Fact]
    public void Accepts_a_session_policy_scoped_to_the_document() =>
        Document().With(Options + "/SessionPolicy", "Scoped").Load().Rules!.Documents[0].RoleOptions.ScopedSessionPolicy.ShouldBeTrue();

    [Fact]
    public void Accepts_the_session_policy_none() =>
        Document().With(Options + "/SessionPolicy", "None").Load().Rules!.Documents[0].RoleOptions.SessionPolicy.ShouldBeNull();

    [Theory]
    [InlineData("\"scoped\"")]
    [InlineData("\"{\"")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("7")]
    public void Rejects_a_session_policy_that_is_neither_word_nor_document(string policy) =>
        Document().With(Options + "/SessionPolicy", JsonNode.Parse(policy)).Load().ShouldReject("InvalidSessionPolicy", "/S3Replicator/RoleOptions/SessionPolicy");

    [Fact]
    public void Rejects_a_session_policy_with_members_given_twice() =>
        Document().With(Options + "/SessionPolicy", """{"Statement": [{"Effect": "Allow", "Effect": "Deny"}]}""").Load()
            .Errors.ShouldHaveSingleItem().Code.ShouldBe("DuplicateMember");

    [Fact]
    public void Rejects_a_session_policy_longer_than_STS_takes() =>
        Document().With(Options + "/SessionPolicy/Id", new string('x', 2048)).Load().ShouldReject("InvalidSessionPolicy", "/S3Replicator/RoleOptions/SessionPolicy");

    [Theory]
    [InlineData(899)]
    [InlineData(43_201)]
    public void Rejects_a_session_shorter_or_longer_than_STS_takes(int seconds) =>
        Document().With(Options + "/DurationSeconds", seconds).Load().ShouldReject("InvalidValue", "/S3Replicator/RoleOptions/DurationSeconds");

    [Theory]
    [InlineData("x")]
    [InlineData("with space")]
    public void Rejects_an_external_id_that_STS_refuses(string id) =>
        Document().With(Options + "/ExternalId", id).Load().Errors.ShouldHaveSingleItem().Pointer.ShouldBe("/S3Replicator/RoleOptions/ExternalId");

    [Fact]
    public void Rejects_more_session_tags_than_STS_takes()
    {
        var tags = new JsonObject(Enumerable.Range(1, 51).Select(number => KeyValuePair.Create(FormattableString.Invariant($"tag{number}"), (JsonNode?)"value")));

        Document().With(Options + "/SessionTags", tags).Load().ShouldReject("TooManyItems", "/S3Replicator/RoleOptions/SessionTags");
    }

    [Theory]
    [InlineData("aws:team", "data")]
    [InlineData("team", "a*b")]
    public void Rejects_a_session_tag_that_STS_refuses(string key, string value) =>
        Document().With(Options + "/SessionTags", new JsonObject { [key] = value }).Load().ShouldReject("InvalidSessionTag", "/S3Replicator/RoleOptions/SessionTags/" + key);

    [Fact]
    public void Warns_of_role_options_where_no_role_is_assumed() =>
        Document().With("Role", null).With("S3Replicator/AmbientCredentials", true).With(Options + "/DurationSeconds", 900)
            .Load().ShouldWarn("RoleOptionsNotUsed", "/S3Replicator/RoleOptions");
}
