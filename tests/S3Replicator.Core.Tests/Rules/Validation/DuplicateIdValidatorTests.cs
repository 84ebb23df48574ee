using System.Text.Json.Nodes;
using static S3Replicator.Core.Tests.Rules.RuleJson;

namespace S3Replicator.Core.Tests.Rules.Validation;

public sealed class DuplicateIdValidatorTests
{
    [Fact]
    public void Rejects_two_rules_of_one_document_with_one_ID() => Document(Rule("one", 1), Rule("one", 2)).Load().ShouldReject("DuplicateId", "/Rules/1/ID");

    [Fact]
    public void Rejects_two_rules_of_one_bucket_with_one_ID_across_documents() =>
        new JsonArray(Document(Rule("one", 1)), Document(Rule("one", 2))).Load().ShouldReject("DuplicateId", "/1/Rules/0/ID");

    [Fact]
    public void Accepts_one_ID_in_two_buckets() => new JsonArray(Document(Rule("one")), Document(Rule("one")).With("Bucket", "other-bucket")).Load().ShouldAccept();

    [Fact]
    public void Accepts_IDs_that_differ_in_case() => Document(Rule("one", 1), Rule("One", 2)).Load().ShouldAccept();

    [Fact]
    public void Calls_rules_without_ID_by_their_position() =>
        Document(Rule(priority: 1).With("ID", null), Rule(priority: 2).With("ID", "")).Load().Rules!.Documents[0].Rules.Select(rule => rule.Id).ShouldBe(["rule-1", "rule-2"]);

    [Fact]
    public void Rejects_an_ID_that_another_rule_has_by_its_position() =>
        Document(Rule("rule-2", 1), Rule(priority: 2).With("ID", null)).Load().ShouldReject("DuplicateId", "/Rules/1");

    [Fact]
    public void Rejects_an_ID_longer_than_255_characters()
    {
        Rule(new string('x', 255)).LoadRule().ShouldAccept();
        Rule(new string('x', 256)).LoadRule().ShouldReject("IdTooLong", "/Rules/0/ID");
    }
}
