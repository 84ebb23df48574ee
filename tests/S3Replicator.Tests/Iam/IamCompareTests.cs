using System.Text.Json.Nodes;
using S3Replicator.TestSupport;

namespace S3Replicator.Tests.Iam;

/// <summary>What <c>iam --compare</c> says of roles that are there.</summary>
public sealed class IamCompareTests : IDisposable
{
    private const string Role = "arn:aws:iam::111122223333:role/replication";

    private const string Rules =
        $$"""
        {
          "Bucket": "amzn-s3-demo-source", "Role": "{{Role}}",
          "Rules": [
            {
              "ID": "all", "Status": "Enabled", "Priority": 1, "Filter": { "Prefix": "docs/" },
              "DeleteMarkerReplication": { "Status": "Enabled" },
              "Destination": { "Bucket": "arn:aws:s3:::amzn-s3-demo-destination" }
            }
          ]
        }
        """;

    // What the command line prints of the role that S3's user guide shows.
    private const string GetRole =
        $$"""
        {
          "Role": {
            "Path": "/", "RoleName": "replication", "RoleId": "AROAEXAMPLE", "Arn": "{{Role}}", "CreateDate": "2026-01-02T03:04:05+00:00",
            "AssumeRolePolicyDocument": {
              "Version": "2012-10-17",
              "Statement": [{"Effect": "Allow", "Principal": {"Service": "s3.amazonaws.com"}, "Action": "sts:AssumeRole"}]
            }
          }
        }
        """;

    private const string GetRolePolicy =
        """
        {
          "RoleName": "replication", "PolicyName": "replicate",
          "PolicyDocument": {
            "Version": "2012-10-17",
            "Statement": [
              {"Effect": "Allow", "Action": ["s3:GetReplicationConfiguration", "s3:ListBucket"], "Resource": ["arn:aws:s3:::amzn-s3-demo-source"]},
              {
                "Effect": "Allow",
                "Action": ["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"],
                "Resource": ["arn:aws:s3:::amzn-s3-demo-source/*"]
              },
              {
                "Effect": "Allow", "Action": ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"],
                "Resource": "arn:aws:s3:::amzn-s3-demo-destination/*"
              }
            ]
          }
        }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("s3replicator-iam-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_role_of_S3s_own_replication_is_called_that_and_told_what_it_lacks()
    {
        var result = await CompareAsync(1, Write("role.json", GetRole), Write("policy.json", GetRolePolicy));

        result.StandardOutput.ShouldStartWith($"{Role} does not suffice for the rules.");
        result.StandardOutput.ShouldContain("This is a role for S3's own replication: s3.amazonaws.com may assume it");
        result.StandardOutput.ShouldContain("make a role of its own for the worker");
        result.StandardOutput.ShouldMatch("s3:ReplicateObject +s3:PutObject, s3:AbortMultipartUpload, s3:ListMultipartUploadParts");
        result.StandardOutput.ShouldContain(
            "missing  ReadSource\n"
            + "  s3:GetObject, s3:GetObjectLegalHold, s3:GetObjectRetention, s3:GetObjectTagging, s3:GetObjectVersion\n"
            + "  on arn:aws:s3:::amzn-s3-demo-source/docs/*\n"
            + "  No statement allows it.\n");
        result.StandardOutput.ShouldEndWith("9 missing, 0 under a condition, 0 denied, 0 not compared, 6 surplus.\n");
    }

    [Fact]
    public async Task A_role_to_which_all_is_added_that_is_told_suffices()
    {
        var files = new[] { Write("role.json", GetRole), Write("policy.json", GetRolePolicy) };
        var told = JsonNode.Parse((await CompareAsync(1, [.. files, "--output", "json"])).StandardOutput)!;
        var added = new[] { Write("trust.json", told["add"]!["trust"]!.ToJsonString()), Write("added.json", told["add"]!["permissions"]!.ToJsonString()) };

        var after = JsonNode.Parse((await CompareAsync(0, [.. files, .. added, "--output", "json"])).StandardOutput)!;

        ((bool)told["suffices"]!).ShouldBeFalse();
        ((bool)after["suffices"]!).ShouldBeTrue();
        after["native"].ShouldNotBeNull();
        after["add"]!["permissions"].ShouldBeNull();
        after["differences"]!.AsArray().Select(difference => (string?)difference!["kind"]).Distinct().ShouldBe(["Surplus"]);
    }

    [Fact]
    public async Task What_iam_prints_suffices_and_can_come_from_standard_input()
    {
        var printed = await RunAsync(["--worker-arn", "arn:aws:iam::111122223333:role/worker"]);

        var result = await ProgramProcess.RunAsync(
            new ProgramStart("iam", "--rules", Write("rules.json", Rules), "--worker-arn", "arn:aws:iam::111122223333:role/worker", "--compare", "-")
            {
                StandardInput = printed.StandardOutput,
            },
            TimeSpan.FromMinutes(1),
            Token);

        result.ExitCode.ShouldBe(0, result.ToString());
        result.StandardOutput.ShouldBe(
            $"{Role} has all that the rules need.\n\n0 missing, 0 under a condition, 0 denied, 0 not compared, 0 surplus.\n");
    }

    [Fact]
    public async Task Every_difference_says_as_JSON_of_which_policy_what_and_how_to_mend_it()
    {
        var json = JsonNode.Parse((await CompareAsync(1, Write("role.json", GetRole), "--output", "json")).StandardOutput)!.AsObject();

        json.Select(member => member.Key).ShouldBe(["role", "described", "suffices", "native", "differences", "add"]);
        foreach (var difference in json["differences"]!.AsArray())
        {
            ((string?)difference!["mend"]).ShouldNotBeNullOrEmpty();
            ((string?)difference["found"]).ShouldNotBeNullOrEmpty();
            difference[(string?)difference["policy"] == "trust" ? "principals" : "resources"]!.AsArray().ShouldNotBeEmpty();
        }
    }

    [Theory]
    [InlineData("{", "policy.json: is no JSON", "aws iam get-role")]
    [InlineData("""{"PolicyNames": ["replicate"]}""", "has the names of policies", "get-role-policy")]
    [InlineData("""{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*", "Action\u001b[31m": 1}}""", "is no member of a statement", "Give what")]
    public async Task A_file_that_cannot_be_read_is_named_with_what_is_wrong_and_what_to_give(string content, string problem, string mend)
    {
        var result = await CompareAsync(2, Write("policy.json", content));

        result.StandardOutput.ShouldBeEmpty();
        result.StandardError.ShouldContain(problem);
        result.StandardError.ShouldContain(mend);
        result.StandardError.ShouldNotContain("\u001b");
    }

    [Fact]
    public async Task A_file_that_is_not_there_or_is_a_folder_is_named()
    {
        (await CompareAsync(2, Path.Combine(_folder.FullName, "none.json"))).StandardError.ShouldContain("none.json cannot be read");
        (await CompareAsync(2, _folder.FullName)).StandardError.ShouldContain($"{_folder.FullName} cannot be read");
    }

    [Fact]
    public async Task Another_role_is_refused_unless_it_is_said_to_stand_in()
    {
        var role = Write("role.json", GetRole.Replace("replication", "other", StringComparison.Ordinal));

        (await CompareAsync(2, role)).StandardError.ShouldContain("role/other");
        (await CompareAsync(1, role, "--role", Role)).StandardOutput.ShouldStartWith($"arn:aws:iam::111122223333:role/other, in place of {Role}, does not suffice");
        (await ProgramProcess.RunAsync(["iam", "--rules", Write("rules.json", Rules), "--role", Role], TimeSpan.FromMinutes(1), Token)).ExitCode.ShouldBe(2);
    }

    private async Task<ProgramResult> CompareAsync(int exitCode, params string[] arguments)
    {
        var result = await RunAsync(["--compare", .. arguments]);
        result.ExitCode.ShouldBe(exitCode, result.ToString());
        return result;
    }

    private Task<ProgramResult> RunAsync(string[] arguments) =>
        ProgramProcess.RunAsync(["iam", "--rules", Write("rules.json", Rules), .. arguments], TimeSpan.FromMinutes(1), Token);

    private string Write(string name, string content)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, content);
        return path;
    }
}
