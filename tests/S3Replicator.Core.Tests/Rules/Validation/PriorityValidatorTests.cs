using System.Text.Json.Nodes;
using static S3Replicator.Core.Tests.Rules.RuleJson;

namespace S3Replicator.Core.Tests.Rules.Validation;

public sealed class PriorityValidatorTests
{
    [Fact]
    public void Rejects_overlapping_filters_with_one_destination_and_priority()
    {
        var result = Document(Rule("one"), Rule("two").With("Filter/Prefix", "docs/eu/")).Load();

        result.ShouldReject("DuplicatePriority", "/Rules/1/Priority");
        result.Errors[0].Message.ShouldContain("one");
    }

    [Fact]
    public void Rejects_them_across_documents_of_one_bucket() =>
        new JsonArray(Document(Rule("one")), Document(Rule("two"))).Load().ShouldReject("DuplicatePriority", "/1/Rules/0/Priority");

    [Fact]
    public void Accepts_them_with_different_priorities() => Document(Rule("one", 1), Rule("two", 2)).Load().ShouldAccept();

    [Fact]
    public void Accepts_them_with_different_destinations() => Document(Rule("one"), Rule("two").With("Destination/Bucket", "arn:aws:s3:::third-bucket")).Load().ShouldAccept();

    [Fact]
    public void Accepts_them_where_one_is_disabled() => Document(Rule("one"), Rule("two").With("Status", "Disabled")).Load().ShouldAccept();

    [Fact]
    public void Accepts_prefixes_that_do_not_overlap() => Document(Rule("one"), Rule("two").With("Filter/Prefix", "images/")).Load().ShouldAccept();

    [Fact]
    public void Accepts_filters_that_give_one_tag_two_values() =>
        Document(
            Rule("one").With("Filter", new JsonObject { ["Tag"] = Tag("class", "a") }),
            Rule("two").With("Filter", new JsonObject { ["Tag"] = Tag("class", "b") })).Load().ShouldAccept();

    [Fact]
    public void Rejects_filters_with_different_tags() =>
        Document(
            Rule("one").With("Filter", new JsonObject { ["Tag"] = Tag("class", "a") }),
            Rule("two").With("Filter", new JsonObject { ["Tag"] = Tag("team", "b") })).Load().ShouldReject("DuplicatePriority", "/Rules/1/Priority");

    [Theory]
    [InlineData("""{"Suffixes": [".jpg"]}""", """{"Suffixes": [".pdf"]}""")]
    [InlineData("""{"ObjectSizeLessThan": 10}""", """{"ObjectSizeGreaterThan": 9}""")]
    [InlineData("""{"ExcludePrefixes": ["docs/"]}""", """{}""")]
    public void Accepts_filters_that_the_extension_keeps_apart(string one, string two) =>
        Document(Rule("one").With("S3Replicator", JsonNode.Parse(one)), Rule("two").With("S3Replicator", JsonNode.Parse(two))).Load().Errors.ShouldBeEmpty();

    [Theory]
    [InlineData("""{"Suffixes": [".gz"]}""", """{"Suffixes": [".tar.gz"]}""")]
    [InlineData("""{"ObjectSizeLessThan": 11}""", """{"ObjectSizeGreaterThan": 9}""")]
    [InlineData("""{"ExcludePrefixes": ["docs/tmp/"]}""", """{}""")]
    public void Rejects_filters_that_overlap_in_spite_of_the_extension(string one, string two) =>
        Document(Rule("one").With("S3Replicator", JsonNode.Parse(one)), Rule("two").With("S3Replicator", JsonNode.Parse(two))).Load()
            .ShouldReject("DuplicatePriority", "/Rules/1/Priority");

    [Fact]
    public void Rejects_V1_rules_with_overlapping_prefixes_and_one_destination() =>
        Document(V1Rule("docs/", "one"), V1Rule("docs/eu/", "two")).Load().ShouldReject("OverlappingPrefixes", "/Rules/1/Prefix");

    [Fact]
    public void Accepts_V1_rules_with_prefixes_apart() => Document(V1Rule("docs/", "one"), V1Rule("images/", "two")).Load().ShouldAccept();

    [Fact]
    public void Accepts_V1_rules_with_overlapping_prefixes_and_two_destinations() =>
        Document(V1Rule("docs/", "one"), V1Rule("docs/", "two").With("Destination/Bucket", "arn:aws:s3:::third-bucket")).Load().ShouldAccept();
}
