using System.Text.Json.Nodes;
using S3Replicator.TestSupport;

namespace S3Replicator.Tests.Iam;

public sealed class IamTests : IDisposable
{
    private const string Rules =
        """
        {
          "Bucket": "amzn-s3-demo-source", "Role": "arn:aws:iam::111122223333:role/apps/replication",
          "Rules": [
            {
              "ID": "all", "Status": "Enabled", "Priority": 1, "Filter": { "Prefix": "a${b}/" },
              "DeleteMarkerReplication": { "Status": "Enabled" },
              "Destination": { "Bucket": "arn:aws:s3:::amzn-s3-demo-destination", "Account": "444455556666" }
            }
          ]
        }
        """;

    private const string Queue = "https://sqs.eu-west-1.amazonaws.com/111122223333/events";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("s3replicator-iam-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Prints_policies_for_every_place_as_JSON()
    {
        var json = JsonNode.Parse((await RunAsync("--queue-url", Queue)).StandardOutput)!.AsObject();

        json.Select(member => member.Key).ShouldBe(["roles", "bucketPolicies", "keyPolicies", "queuePolicies", "worker"]);
        var role = json["roles"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)role["roleArn"]).ShouldBe("arn:aws:iam::111122223333:role/apps/replication");
        role["permissions"]!["Statement"]!.AsArray().Count.ShouldBeGreaterThan(3);
        json["bucketPolicies"]!["amzn-s3-demo-destination"].ShouldNotBeNull();
        json["queuePolicies"]!["arn:aws:sqs:eu-west-1:111122223333:events"].ShouldNotBeNull();
    }

    [Fact]
    public async Task Prints_one_CloudFormation_template_for_all_accounts()
    {
        var template = JsonNode.Parse((await RunAsync("--queue-url", Queue, "--format", "cloudformation")).StandardOutput)!;

        var resources = template["Resources"]!.AsObject();
        resources.Select(resource => (string?)resource.Value!["Type"]).ShouldBe(
            ["AWS::IAM::Role", "AWS::S3::BucketPolicy", "AWS::SQS::QueuePolicy", "AWS::IAM::ManagedPolicy"]);
        ((string?)resources["Rolereplication"]!["Properties"]!["Path"]).ShouldBe("/apps/");
        foreach (var condition in resources.Select(resource => (string?)resource.Value!["Condition"]).OfType<string>())
        {
            template["Conditions"]![condition].ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task Prints_Terraform_in_which_keys_are_no_templates()
    {
        var text = (await RunAsync("--format", "terraform")).StandardOutput;

        text.ShouldContain("resource \"aws_iam_role\" \"role_replication\" {");
        text.ShouldContain("arn:aws:s3:::amzn-s3-demo-source/a$${$}{b}/*");
        text.ShouldContain("aws_iam_role.role_replication.id");
    }

    [Theory]
    [InlineData("--queue-url", "events")]
    [InlineData("--queue-url", "http://localhost/1/events")]
    public async Task Refuses_a_queue_without_account_and_region(string option, string value)
    {
        var result = await ProgramProcess.RunAsync(["iam", "--rules", Write(), option, value], TimeSpan.FromMinutes(1), Token);

        result.ExitCode.ShouldBe(2);
        result.StandardError.ShouldContain("It looks like https://sqs.");
        result.StandardOutput.ShouldBeEmpty();
    }

    [Fact]
    public async Task Refuses_to_start_without_rules()
    {
        var result = await ProgramProcess.RunAsync(["iam"], TimeSpan.FromMinutes(1), Token);

        result.ExitCode.ShouldBe(2);
        result.StandardError.ShouldContain("--rules");
    }

    private async Task<ProgramResult> RunAsync(params string[] arguments)
    {
        var result = await ProgramProcess.RunAsync(["iam", "--rules", Write(), .. arguments], TimeSpan.FromMinutes(1), Token);
        result.ExitCode.ShouldBe(0, result.ToString());
        return result;
    }

    private string Write()
    {
        var path = Path.Combine(_folder.FullName, "rules.json");
        File.WriteAllText(path, Rules);
        return path;
    }
}
