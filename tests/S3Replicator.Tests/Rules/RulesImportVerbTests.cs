using System.Text.Json.Nodes;
using Amazon.S3;
using Amazon.S3.Model;
using S3Replicator.Tests.Infrastructure;
using S3Replicator.TestSupport;

namespace S3Replicator.Tests.Rules;

public sealed class RulesImportVerbTests
{
    private const string Native = """
        {"ReplicationConfiguration": {"Role": "arn:aws:iam::111122223333:role/native", "Rules": [
          {"ID": "all", "Priority": 1, "Status": "Enabled", "Filter": {}, "DeleteMarkerReplication": {"Status": "Enabled"},
           "Destination": {"Bucket": "arn:aws:s3:::destination-bucket"}}]}}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Import_writes_the_document_of_a_bucket_and_says_what_differs()
    {
        await using var world = await LocalWorld.StartAsync(Token);
        await world.CreateBucketAsync("destination", LocalWorld.Away);
        await world.HomeS3.PutBucketReplicationAsync(
            new PutBucketReplicationRequest
            {
                BucketName = LocalWorld.Source,
                Configuration = new ReplicationConfiguration
                {
                    Role = LocalWorld.Role,
                    Rules =
                    [
                        new ReplicationRule
                        {
                            Id = "all",
                            Priority = 3,
                            Status = ReplicationRuleStatus.Enabled,
                            Filter = new ReplicationRuleFilter { Prefix = "docs/" },
                            DeleteMarkerReplication = new DeleteMarkerReplication { Status = DeleteMarkerReplicationStatus.Disabled },
                            Destination = new ReplicationDestination { BucketArn = "arn:aws:s3:::destination" },
                        },
                    ],
                },
            },
            Token);

        var result = await world.RunProgramAsync(Token, "rules", "import", "--bucket", LocalWorld.Source);

        result.ExitCode.ShouldBe(0, result.ToString());
        var document = JsonNode.Parse(result.StandardOutput)!;
        document["Bucket"]!.GetValue<string>().ShouldBe(LocalWorld.Source);
        document["Rules"]![0]!["Filter"]!["Prefix"]!.GetValue<string>().ShouldBe("docs/");
        result.StandardError.ShouldContain("RoleTrust");
    }

    [Fact]
    public async Task Import_ends_with_1_for_a_bucket_without_configuration_and_with_3_where_there_is_no_bucket()
    {
        await using var world = await LocalWorld.StartAsync(Token);

        var none = await world.RunProgramAsync(Token, "rules", "import", "--bucket", LocalWorld.Source);
        var missing = await world.RunProgramAsync(Token, "rules", "import", "--bucket", "no-such-bucket");

        none.ExitCode.ShouldBe(1, none.ToString());
        none.StandardError.ShouldContain("ReplicationConfigurationNotFoundError");
        missing.ExitCode.ShouldBe(3, missing.ToString());
    }

    [Fact]
    public async Task Import_reads_what_the_command_line_of_AWS_printed_without_asking_AWS()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, Native, Token);

        var result = await ProgramProcess.RunAsync(["rules", "import", "--bucket", "source-bucket", "--from", file, "--output", "json"], TimeSpan.FromSeconds(60), Token);

        File.Delete(file);
        result.ExitCode.ShouldBe(0, result.ToString());
        var answer = JsonNode.Parse(result.StandardOutput)!;
        answer["document"]!["Bucket"]!.GetValue<string>().ShouldBe("source-bucket");
        answer["differences"]!.AsArray().ShouldContain(difference => string.Equals(difference!["code"]!.GetValue<string>(), "RoleTrust", StringComparison.Ordinal));
    }
}
