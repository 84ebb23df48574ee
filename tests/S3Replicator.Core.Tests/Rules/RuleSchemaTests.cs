using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Rules.Documents;
using S3Replicator.TestSupport;
using static S3Replicator.Core.Tests.Rules.RuleJson;

namespace S3Replicator.Core.Tests.Rules;

public sealed class RuleSchemaTests
{
    private static readonly SchemaEvaluator Schema = new(JsonNode.Parse(RuleSchema.Write())!.AsObject());

    [Property(MaxTest = 100)]
    public Property Accepts_every_document_in_its_canonical_form() =>
        Prop.ForAll(RuleDocuments.Several(), documents => Schema.Accepts(JsonNode.Parse(RuleDocumentWriter.Write(documents, DocumentFormat.Json))));

    [Fact]
    public void Accepts_what_the_loader_accepts()
    {
        Schema.Accepts(Document()).ShouldBeTrue();
        Schema.Accepts(new JsonObject { ["Bucket"] = "source-bucket", ["ReplicationConfiguration"] = Document().With("Bucket", null) }).ShouldBeTrue();
        Schema.Accepts(new JsonArray(Document(), Document())).ShouldBeTrue();
        Schema.Accepts(Document(V1Rule())).ShouldBeTrue();
        Schema.Accepts(Document(Rule().With("ID", null).With("Id", "x").With("Filter", new JsonObject { ["TagFilter"] = Tag("a", "b") }))).ShouldBeTrue();
    }

    [Theory]
    [InlineData("Prioritty", "1")]
    [InlineData("Priority", "-1")]
    [InlineData("Priority", "1.5")]
    [InlineData("Priority", "null")]
    [InlineData("Status", "\"On\"")]
    [InlineData("Prefix", "\"docs/\"")]
    [InlineData("Filter", """{"Prefix": "a", "Tag": {"Key": "a", "Value": "b"}}""")]
    [InlineData("Filter", """{"Tag": {"Value": "b"}}""")]
    [InlineData("Destination", """{"Bucket": "arn:aws:s3:::destination-bucket", "StorageClass": "SNOW"}""")]
    [InlineData("Destination", """{"Bucket": "arn:aws:s3:::destination-bucket", "AccessControlTranslation": {"Owner": "Destination"}}""")]
    [InlineData("S3Replicator", """{"Limits": {"RequestsPerSecond": 0}}""")]
    public void Rejects_what_the_loader_rejects(string member, string value)
    {
        var rule = Rule().With(member, JsonNode.Parse(value));
        if (value is "null")
        {
            rule[member] = null;
        }

        Schema.Accepts(Document(rule.DeepClone())).ShouldBeFalse();
        Document(rule).Load().Errors.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("Bucket")]
    [InlineData("Rules")]
    public void Rejects_documents_without_what_they_must_have(string member) => Schema.Accepts(Document().With(member, null)).ShouldBeFalse();

    [Fact]
    public void Rejects_rules_with_a_filter_and_without_what_it_needs()
    {
        Schema.Accepts(Document(Rule().With("Priority", null))).ShouldBeFalse();
        Schema.Accepts(Document(Rule().With("DeleteMarkerReplication", null))).ShouldBeFalse();
    }
}
