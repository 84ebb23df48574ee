using System.Text.Json.Nodes;
using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Tests.Rules.Documents;

public sealed class TemplateDocumentTests
{
    private const string Template = """
        {
          "Bucket": "source-bucket",
          "ReplicationConfiguration": {
            "Role": "arn:aws:iam::111122223333:role/replicator",
            "Rules": [
              {
                "Id": "docs-to-eu", "Priority": 10, "Status": "Enabled",
                "Filter": { "And": { "Prefix": "docs/", "TagFilters": [ { "Key": "keep", "Value": "yes" } ] } },
                "DeleteMarkerReplication": { "Status": "Disabled" },
                "Destination": { "Bucket": "arn:aws:s3:::destination-bucket" }
              },
              {
                "Id": "tagged", "Priority": 11, "Status": "Enabled",
                "Filter": { "TagFilter": { "Key": "keep", "Value": "yes" } },
                "DeleteMarkerReplication": { "Status": "Disabled" },
                "Destination": { "Bucket": "arn:aws:s3:::destination-bucket" }
              }
            ]
          }
        }
        """;

    [Fact]
    public void Accepts_the_casing_of_CloudFormation_like_that_of_the_API()
    {
        var result = RuleJson.Load(Template);
        var native = RuleJson.Load(Template.Replace("\"Id\"", "\"ID\"", StringComparison.Ordinal).Replace("TagFilters", "Tags", StringComparison.Ordinal).Replace("TagFilter", "Tag", StringComparison.Ordinal));

        result.ShouldAccept();
        native.ShouldAccept();
        result.Rules!.Revision.ShouldBe(native.Rules!.Revision);
    }

    [Fact]
    public void Rejects_one_member_under_both_names()
    {
        var result = RuleJson.Rule().With("Id", "docs-to-eu").LoadRule();

        result.ShouldReject("DuplicateMember", "/Rules/0/Id");
    }

    [Theory]
    [InlineData("""{"Ref": "Role"}""")]
    [InlineData("""{"Fn::GetAtt": ["Role", "Arn"]}""")]
    [InlineData("""{"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:role/r"}""")]
    public void Rejects_functions_that_are_not_resolved(string function) =>
        RuleJson.Document().With("Role", JsonNode.Parse(function)).Load().ShouldReject("UnresolvedIntrinsic", "/Role");

    [Theory]
    [InlineData("!Ref Role")]
    [InlineData("!GetAtt Role.Arn")]
    [InlineData("!Sub 'arn:aws:iam::${AWS::AccountId}:role/r'")]
    [InlineData("!Join ['', [a, !Ref Role]]")]
    public void Rejects_functions_in_the_short_form_of_YAML(string function)
    {
        var yaml = RuleDocumentWriter.Write(RuleJson.Document().Load().Rules!.Documents, Core.Rules.Documents.DocumentFormat.Yaml)
            .Replace("Role: arn:aws:iam::111122223333:role/replicator", "Role: " + function, StringComparison.Ordinal);

        RuleJson.Load(yaml, file: "rules.yaml").ShouldReject("UnresolvedIntrinsic", "/Role");
    }

    [Fact]
    public void Rejects_a_rule_that_a_function_makes() =>
        RuleJson.Document(new JsonObject { ["Fn::If"] = new JsonArray("Condition", "a", "b") }).Load().ShouldReject("UnresolvedIntrinsic", "/Rules/0");

    [Fact]
    public void Names_the_pointer_in_the_wrapped_document() =>
        RuleJson.Load(Template.Replace("\"Priority\": 10", "\"Priority\": -1", StringComparison.Ordinal)).ShouldReject("InvalidPriority", "/ReplicationConfiguration/Rules/0/Priority");

    [Fact]
    public void Rejects_unknown_members_beside_a_wrapped_document() =>
        RuleJson.Load(Template.Replace("\"Bucket\": \"source-bucket\"", "\"Bucket\": \"source-bucket\", \"Region\": \"eu-west-1\"", StringComparison.Ordinal)).ShouldReject("UnknownMember", "/Region");

    [Fact]
    public void Rejects_a_bucket_given_both_beside_and_in_the_wrapped_document() =>
        RuleJson.Load(Template.Replace("\"Role\"", "\"Bucket\": \"other-bucket\", \"Role\"", StringComparison.Ordinal)).Errors.ShouldHaveSingleItem().Code.ShouldBe("DuplicateMember");
}
