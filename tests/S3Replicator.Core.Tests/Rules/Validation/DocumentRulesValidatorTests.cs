using System.Text.Json.Nodes;
using static S3Replicator.Core.Tests.Rules.RuleJson;

namespace S3Replicator.Core.Tests.Rules.Validation;

public sealed class DocumentRulesValidatorTests
{
    [Fact]
    public void Accepts_one_rule_and_a_thousand()
    {
        Document().Load().ShouldAccept();
        Document([.. Enumerable.Range(1, 1000).Select(number => Rule(FormattableString.Invariant($"rule{number}"), number))]).Load().ShouldAccept();
    }

    [Fact]
    public void Rejects_a_document_without_rules() => Document().With("Rules", null).Load().ShouldReject("NoRules", "");

    [Fact]
    public void Rejects_an_empty_list_of_rules() => Document().With("Rules", new JsonArray()).Load().ShouldReject("NoRules", "/Rules");

    [Fact]
    public void Rejects_more_than_a_thousand_rules() =>
        Document([.. Enumerable.Range(1, 1001).Select(number => Rule(FormattableString.Invariant($"rule{number}"), number))]).Load().ShouldReject("TooManyItems", "/Rules");

    [Fact]
    public void Accepts_rules_of_one_schema()
    {
        Document(V1Rule("a/", "one"), V1Rule("b/", "two")).Load().ShouldAccept();
        Document(Rule("one", 1), Rule("two", 2)).Load().ShouldAccept();
    }

    [Fact]
    public void Rejects_V1_and_V2_rules_in_one_document() => Document(Rule("one"), V1Rule("a/", "two")).Load().ShouldReject("MixedVersions", "/Rules/1");
}
