using System.Text;
using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Tests.Rules;

public sealed class RuleLoaderTests
{
    private const string Document = """
        {
          "Bucket": "source-bucket",
          "Role": "arn:aws:iam::111122223333:role/replicator",
          "Rules": [
            {
              "ID": "docs-to-eu", "Priority": 10, "Status": "Enabled",
              "Filter": { "And": { "Prefix": "docs/", "Tags": [ {"Key": "keep", "Value": "yes"} ] } },
              "DeleteMarkerReplication": {"Status": "Disabled"},
              "Destination": { "Bucket": "arn:aws:s3:::destination-bucket", "StorageClass": "STANDARD_IA",
                "ReplicationTime": {"Status": "Enabled", "Time": {"Minutes": 15}},
                "Metrics": {"Status": "Enabled", "EventThreshold": {"Minutes": 15}} }
            }
          ]
        }
        """;

    [Fact]
    public void Loads_a_document()
    {
        var result = Load(Document);

        result.Errors.ShouldBeEmpty();
        result.Warnings.ShouldBeEmpty();
        var bound = result.Rules.ShouldNotBeNull().ForBucket("source-bucket").ShouldNotBeNull().Rules.ShouldHaveSingleItem();
        bound.Document.Role.ShouldBe("arn:aws:iam::111122223333:role/replicator");
        bound.Rule.Id.ShouldBe("docs-to-eu");
        bound.Rule.Priority.ShouldBe(10);
        bound.Rule.Filter.Prefix.ShouldBe("docs/");
        bound.Rule.Filter.Tags.ShouldBe([new ObjectTag("keep", "yes")]);
        bound.Rule.Destination.Bucket.ShouldBe("destination-bucket");
        bound.Rule.Destination.StorageClass.ShouldBe("STANDARD_IA");
        bound.Rule.ReplicationTimeControl.ShouldBeTrue();
    }

    [Fact]
    public void Loads_a_document_wrapped_as_the_command_line_prints_it()
    {
        var result = Load("{\"ReplicationConfiguration\":" + Document + "}");

        result.Errors.ShouldBeEmpty();
        result.Rules!.Revision.ShouldBe(Load(Document).Rules!.Revision);
    }

    [Fact]
    public void Loads_a_list_of_documents()
    {
        var result = Load("[" + Document + "," + Document.Replace("source-bucket", "other-bucket", StringComparison.Ordinal) + "]");

        result.Rules!.Documents.Select(document => document.Bucket).ShouldBe(["source-bucket", "other-bucket"]);
    }

    [Fact]
    public void Reports_every_problem_at_once_with_file_line_and_pointer()
    {
        var result = Load(Document.Replace("\"Priority\": 10, \"Status\": \"Enabled\"", "\"Priority\": -1, \"Status\": \"On\"", StringComparison.Ordinal));

        result.Rules.ShouldBeNull();
        result.Errors.Select(problem => (problem.File, problem.Line, problem.Pointer, problem.Code)).ShouldBe(
        [
            ("rules.json", 6, "/Rules/0/Priority", "InvalidPriority"),
            ("rules.json", 6, "/Rules/0/Status", "InvalidStatus"),
        ]);
    }

    private static RuleLoadResult Load(string json) => RuleLoader.Load([new RuleText("rules.json", Encoding.UTF8.GetBytes(json))]);
}
