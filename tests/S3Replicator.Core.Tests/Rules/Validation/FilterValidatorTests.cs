using System.Text.Json.Nodes;
using static S3Replicator.Core.Tests.Rules.RuleJson;

namespace S3Replicator.Core.Tests.Rules.Validation;

public sealed class FilterValidatorTests
{
    [Fact]
    public void Accepts_an_empty_filter() => Rule().With("Filter", new JsonObject()).LoadRule().Rules!.Documents[0].Rules[0].Filter.Prefix.ShouldBeEmpty();

    [Fact]
    public void Accepts_one_tag() => Rule().With("Filter", new JsonObject { ["Tag"] = Tag("keep", "yes") }).LoadRule().ShouldAccept();

    [Fact]
    public void Accepts_a_prefix_and_tags_under_And() =>
        Rule().With("Filter", And("docs/", Tag("keep", "yes"), Tag("class", ""))).LoadRule().ShouldAccept();

    [Fact]
    public void Rejects_a_filter_with_more_than_one_condition() =>
        Rule().With("Filter/Tag", Tag("keep", "yes")).LoadRule().ShouldReject("SeveralFilterConditions", "/Rules/0/Filter");

    [Fact]
    public void Warns_of_And_with_fewer_than_two_conditions()
    {
        Rule().With("Filter", And("docs/")).LoadRule().ShouldWarn("AndWithFewConditions", "/Rules/0/Filter/And");
        Rule().With("Filter", And(prefix: null, Tag("keep", "yes"))).LoadRule().ShouldWarn("AndWithFewConditions", "/Rules/0/Filter/And");
        Rule().With("Filter", And(prefix: null)).LoadRule().ShouldWarn("AndWithFewConditions", "/Rules/0/Filter/And");
    }

    [Fact]
    public void Rejects_And_with_fewer_than_two_conditions_under_strict() =>
        Rule().With("Filter", And("docs/")).LoadRule(strict: true).ShouldReject("AndWithFewConditions", "/Rules/0/Filter/And");

    [Fact]
    public void Rejects_a_tag_without_key() =>
        Rule().With("Filter", new JsonObject { ["Tag"] = new JsonObject { ["Value"] = "yes" } }).LoadRule().ShouldReject("MissingTagKey", "/Rules/0/Filter/Tag");

    [Fact]
    public void Rejects_a_tag_without_value() =>
        Rule().With("Filter", new JsonObject { ["Tag"] = new JsonObject { ["Key"] = "keep" } }).LoadRule().ShouldReject("MissingMember", "/Rules/0/Filter/Tag");

    [Theory]
    [InlineData(0, 0)]
    [InlineData(129, 0)]
    [InlineData(1, 257)]
    public void Rejects_a_tag_longer_or_shorter_than_S3_has(int key, int value) =>
        Rule().With("Filter", new JsonObject { ["Tag"] = Tag(new string('k', key), new string('v', value)) }).LoadRule()
            .ShouldReject("InvalidTag", "/Rules/0/Filter/Tag/" + (value == 0 ? "Key" : "Value"));

    [Fact]
    public void Rejects_a_tag_asked_for_twice() =>
        Rule().With("Filter", And("docs/", Tag("keep", "yes"), Tag("keep", "no"))).LoadRule().ShouldReject("DuplicateTag", "/Rules/0/Filter/And/Tags/1");

    [Fact]
    public void Warns_of_more_tags_than_an_object_has()
    {
        JsonNode[] tags = [.. Enumerable.Range(1, 11).Select(number => Tag(FormattableString.Invariant($"tag{number}"), "yes"))];

        Rule().With("Filter", And("docs/", tags)).LoadRule().ShouldWarn("MatchesNothing", "/Rules/0/Filter");
    }

    [Fact]
    public void Counts_the_prefix_in_bytes()
    {
        Rule().With("Filter/Prefix", new string('é', 512)).LoadRule().ShouldAccept();
        Rule().With("Filter/Prefix", new string('é', 512) + "a").LoadRule().ShouldReject("PrefixTooLong", "/Rules/0/Filter/Prefix");
        Rule().With("Filter", And(new string('a', 1025), Tag("keep", "yes"))).LoadRule().ShouldReject("PrefixTooLong", "/Rules/0/Filter/And/Prefix");
        V1Rule(new string('a', 1025)).LoadRule().ShouldReject("PrefixTooLong", "/Rules/0/Prefix");
    }

    private static JsonObject And(string? prefix, params JsonNode[] tags)
    {
        var and = new JsonObject();
        if (prefix is not null)
        {
            and["Prefix"] = prefix;
        }

        if (tags.Length > 0)
        {
            and["Tags"] = new JsonArray(tags);
        }

        return new JsonObject { ["And"] = and };
    }
}
