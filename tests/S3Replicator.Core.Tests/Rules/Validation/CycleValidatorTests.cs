using System.Text.Json.Nodes;
using static S3Replicator.Core.Tests.Rules.RuleJson;

namespace S3Replicator.Core.Tests.Rules.Validation;

public sealed class CycleValidatorTests
{
    [Fact]
    public void Rejects_a_bucket_that_is_its_own_destination() =>
        Rule().With("Destination/Bucket", "arn:aws:s3:::source-bucket").LoadRule().ShouldReject("SelfReplication", "/Rules/0/Destination/Bucket");

    [Theory]
    [InlineData("""{"KeyTransform": {"AddPrefix": "copy/"}}""")]
    [InlineData("""{"KeyTransform": {"StripPrefix": "docs/", "AddPrefix": "copy/"}}""")]
    [InlineData("""{"KeyTransform": {"Template": "copy/{key}"}}""")]
    [InlineData("""{"KeyTransform": {"StripPrefix": "docs/", "Template": "{name}", "AddPrefix": "copy/"}}""")]
    public void Accepts_it_where_a_key_transform_leaves_the_filter(string extension) =>
        Rule().With("Destination/Bucket", "arn:aws:s3:::source-bucket").With("S3Replicator", JsonNode.Parse(extension)).LoadRule().ShouldAccept();

    [Fact]
    public void Accepts_it_where_the_filter_excludes_what_the_transform_makes() =>
        Rule().With("Destination/Bucket", "arn:aws:s3:::source-bucket").With("Filter/Prefix", "")
            .With("S3Replicator", JsonNode.Parse("""{"ExcludePrefixes": ["copy/"], "KeyTransform": {"AddPrefix": "copy/"}}""")).LoadRule().ShouldAccept();

    [Theory]
    [InlineData("""{"KeyTransform": {"AddPrefix": "docs/copy/"}}""")]
    [InlineData("""{"KeyTransform": {"StripPrefix": "docs/"}}""")]
    [InlineData("""{"KeyTransform": {"Template": "{directory}/copy-{name}"}}""")]
    [InlineData("""{"KeyTransform": {"Template": "docs/{eventTime:yyyy}/{name}"}}""")]
    public void Rejects_it_where_a_key_transform_may_stay_within_the_filter(string extension) =>
        Rule().With("Destination/Bucket", "arn:aws:s3:::source-bucket").With("S3Replicator", JsonNode.Parse(extension)).LoadRule()
            .ShouldReject("SelfReplication", "/Rules/0/Destination/Bucket");

    [Fact]
    public void Warns_of_two_buckets_that_replicate_into_each_other() =>
        new JsonArray(From("bucket-a", "bucket-b"), From("bucket-b", "bucket-a")).Load().ShouldWarn("Bidirectional", "/0/Rules/0/Destination/Bucket");

    [Fact]
    public void Accepts_them_where_the_filters_keep_them_apart() =>
        new JsonArray(From("bucket-a", "bucket-b"), From("bucket-b", "bucket-a", prefix: "images/")).Load().ShouldAccept();

    [Fact]
    public void Accepts_them_where_a_key_transform_keeps_them_apart() =>
        new JsonArray(From("bucket-a", "bucket-b", transform: """{"AddPrefix": "a/"}"""), From("bucket-b", "bucket-a", prefix: "docs/")).Load().ShouldAccept();

    [Fact]
    public void Warns_where_a_key_transform_brings_objects_back() =>
        new JsonArray(
            From("bucket-a", "bucket-b", transform: """{"AddPrefix": "a/"}"""),
            From("bucket-b", "bucket-a", prefix: "a/", transform: """{"StripPrefix": "a/"}""")).Load().ShouldWarn("Bidirectional", "/0/Rules/0/Destination/Bucket");

    [Fact]
    public void Accepts_them_where_one_rule_is_disabled() =>
        new JsonArray(From("bucket-a", "bucket-b"), From("bucket-b", "bucket-a", status: "Disabled")).Load().ShouldAccept();

    [Fact]
    public void Warns_of_three_buckets_in_a_cycle() =>
        new JsonArray(From("bucket-a", "bucket-b"), From("bucket-b", "bucket-c"), From("bucket-c", "bucket-a")).Load()
            .ShouldWarn("ReplicationCycle", "/0/Rules/0/Destination/Bucket");

    [Fact]
    public void Accepts_three_buckets_in_a_row() => new JsonArray(From("bucket-a", "bucket-b"), From("bucket-b", "bucket-c")).Load().ShouldAccept();

    [Fact]
    public void Rejects_a_cycle_of_rules_that_chain_replicas()
    {
        var result = new JsonArray(From("bucket-a", "bucket-b", chain: true), From("bucket-b", "bucket-c", chain: true), From("bucket-c", "bucket-a", chain: true)).Load();

        result.ShouldReject("ChainedCycle", "/0/Rules/0/Destination/Bucket");
    }

    [Fact]
    public void Rejects_a_pair_of_rules_that_chain_replicas() =>
        new JsonArray(From("bucket-a", "bucket-b", chain: true), From("bucket-b", "bucket-a", chain: true)).Load().ShouldReject("ChainedCycle", "/0/Rules/0/Destination/Bucket");

    [Fact]
    public void Warns_where_one_rule_of_a_cycle_does_not_chain() =>
        new JsonArray(From("bucket-a", "bucket-b", chain: true), From("bucket-b", "bucket-a")).Load().ShouldWarn("Bidirectional", "/0/Rules/0/Destination/Bucket");

    [Fact]
    public void Ends_over_a_web_of_thousands_of_rules()
    {
        string[] buckets = [.. Enumerable.Range(1, 20).Select(number => FormattableString.Invariant($"bucket-{number}"))];
        var documents = buckets.Select(source => (JsonNode)Document(
            [
                .. buckets.Except([source], StringComparer.Ordinal).SelectMany(other => Enumerable.Range(1, 10).Select(number =>
                    Rule(FormattableString.Invariant($"{other}-{number}"), number).With("Destination/Bucket", "arn:aws:s3:::" + other).With("Filter/Prefix", ""))),
            ]).With("Bucket", source)).ToArray();

        var result = new JsonArray(documents).Load();

        result.Errors.ShouldBeEmpty();
        result.Warnings.ShouldContain(problem => problem.Code == "Bidirectional");
    }

    private static JsonObject From(string source, string destination, string prefix = "docs/", string status = "Enabled", bool chain = false, string? transform = null)
    {
        var rule = Rule(source + "-to-" + destination).With("Status", status).With("Filter/Prefix", prefix).With("Destination/Bucket", "arn:aws:s3:::" + destination);
        if (chain)
        {
            rule.With("S3Replicator", JsonNode.Parse("""{"ChainReplicas": {"MaxHops": 5}, "Lineage": "Metadata"}"""));
        }

        if (transform is not null)
        {
            rule.With("S3Replicator/KeyTransform", JsonNode.Parse(transform));
        }

        return Document(rule).With("Bucket", source);
    }
}
