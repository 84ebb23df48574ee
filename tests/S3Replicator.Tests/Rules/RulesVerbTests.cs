using System.Text.Json;
using System.Text.Json.Nodes;
using S3Replicator.TestSupport;

namespace S3Replicator.Tests.Rules;

public sealed class RulesVerbTests : IDisposable
{
    private const string Sound = """
        Bucket: source-bucket
        Role: arn:aws:iam::111122223333:role/replicator
        Rules:
          - ID: docs-to-eu
            Priority: 10
            Status: Enabled
            Filter: { Prefix: docs/ }
            DeleteMarkerReplication: { Status: Disabled }
            Destination: { Bucket: "arn:aws:s3:::destination-bucket" }
        """;

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("rules-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Validate_ends_with_0_and_a_summary_for_sound_documents()
    {
        await WriteAsync("rules.yaml", Sound);

        var result = await RunAsync("rules", "validate", _folder);

        result.ExitCode.ShouldBe(0, result.ToString());
        result.StandardOutput.ShouldStartWith("Valid: 1 rule of 1 source bucket, no warnings. Revision ");
        result.StandardError.ShouldBeEmpty();
    }

    [Fact]
    public async Task Validate_prints_every_problem_with_place_and_hint_and_ends_with_1()
    {
        var file = await WriteAsync("rules.yaml", Sound.Replace("Priority: 10", "Priority: -1", StringComparison.Ordinal).Replace("Status: Enabled", "Status: On", StringComparison.Ordinal));
        var other = await WriteAsync("other.json", "{");

        var result = await RunAsync("rules", "validate", file, other);

        result.ExitCode.ShouldBe(1);
        var lines = result.StandardOutput.Split('\n');
        lines.ShouldContain(line => string.Equals(line, $"{file}:5  error    InvalidPriority  -1 is not between 0 and 2147483647.", StringComparison.Ordinal));
        lines.ShouldContain(line => string.Equals(line, $"{file}:6  error    InvalidStatus    \"On\" is none of Enabled, Disabled.", StringComparison.Ordinal));
        lines.ShouldContain(line => line.StartsWith($"{other}:1", StringComparison.Ordinal) && line.Contains("MalformedJson", StringComparison.Ordinal));
        lines.ShouldContain(line => string.Equals(line, "Invalid: 3 errors, no warnings.", StringComparison.Ordinal));
        result.StandardOutput.ShouldNotContain("\e[", Case.Sensitive, "there are no colours in a pipe");
    }

    [Fact]
    public async Task Validate_prints_JSON_to_the_contract()
    {
        var file = await WriteAsync("rules.yaml", Sound.Replace("Priority: 10", "Priority: ten", StringComparison.Ordinal).Replace("\"arn:aws:s3:::destination-bucket\"", "destination-bucket", StringComparison.Ordinal));

        var result = await RunAsync("rules", "validate", file, "--output", "json");

        result.ExitCode.ShouldBe(1);
        var answer = JsonNode.Parse(result.StandardOutput)!.AsObject();
        answer["valid"]!.GetValue<bool>().ShouldBeFalse();
        var error = answer["errors"]!.AsArray().ShouldHaveSingleItem()!.AsObject();
        error.Select(member => member.Key).ShouldBe(["file", "line", "pointer", "code", "message", "hint"]);
        (error["file"]!.GetValue<string>(), error["line"]!.GetValue<int>(), error["pointer"]!.GetValue<string>(), error["code"]!.GetValue<string>())
            .ShouldBe((file, 5, "/Rules/0/Priority", "WrongType"));
        answer["warnings"]!.AsArray().ShouldHaveSingleItem()!["code"]!.GetValue<string>().ShouldBe("BareBucketName");
    }

    [Fact]
    public async Task Validate_refuses_under_strict_what_S3_refuses()
    {
        var file = await WriteAsync("rules.yaml", Sound.Replace("\"arn:aws:s3:::destination-bucket\"", "destination-bucket", StringComparison.Ordinal));

        (await RunAsync("rules", "validate", file)).ExitCode.ShouldBe(0);
        (await RunAsync("rules", "validate", "--strict", file)).ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task Validate_says_that_a_file_is_not_there_and_ends_with_1()
    {
        var result = await RunAsync("rules", "validate", Path.Combine(_folder, "missing.json"), "--output", "json");

        result.ExitCode.ShouldBe(1);
        JsonDocument.Parse(result.StandardOutput).RootElement.GetProperty("errors")[0].GetProperty("code").GetString().ShouldBe("FileNotFound");
    }

    [Fact]
    public async Task Validate_does_not_let_a_file_steer_the_terminal()
    {
        var file = await WriteAsync("rules.json", """{"\u001b[2J": 1}""");

        var result = await RunAsync("rules", "validate", file);

        result.StandardOutput.ShouldNotContain("\e");
        result.StandardOutput.ShouldContain("\\u001B[2J");
    }

    [Theory]
    [InlineData("rules", "validate")]
    [InlineData("rules", "validate", "a.json", "--output", "xml")]
    [InlineData("rules", "show", "a.json", "--format", "toml")]
    public async Task Wrong_usage_ends_with_2(params string[] arguments) => (await RunAsync(arguments)).ExitCode.ShouldBe(2);

    [Theory]
    [InlineData("validate")]
    [InlineData("show")]
    public async Task Help_has_an_example(string verb) => (await RunAsync("rules", verb, "--help")).StandardOutput.ShouldContain("s3replicator rules " + verb);

    [Fact]
    public async Task Show_prints_the_same_document_whatever_format_it_came_in()
    {
        var yaml = await WriteAsync("rules.yaml", Sound);
        var json = await WriteAsync("rules.json", (await RunAsync("rules", "show", yaml)).StandardOutput);
        var xml = await WriteAsync("rules.xml", (await RunAsync("rules", "show", yaml, "--format", "xml")).StandardOutput);

        foreach (var format in new[] { "json", "yaml", "xml" })
        {
            var expected = await RunAsync("rules", "show", yaml, "--format", format);
            expected.ExitCode.ShouldBe(0, expected.ToString());
            (await RunAsync("rules", "show", json, "--format", format)).StandardOutput.ShouldBe(expected.StandardOutput);
            (await RunAsync("rules", "show", xml, "--format", format)).StandardOutput.ShouldBe(expected.StandardOutput);
        }
    }

    [Fact]
    public async Task Show_prints_yaml_as_people_write_it()
    {
        var yaml = await WriteAsync("rules.yaml", Sound);

        (await RunAsync("rules", "show", yaml, "--format", "yaml")).StandardOutput.ShouldBe("""
            Bucket: source-bucket
            Role: arn:aws:iam::111122223333:role/replicator
            Rules:
              - ID: docs-to-eu
                Priority: 10
                Status: Enabled
                Filter:
                  Prefix: docs/
                DeleteMarkerReplication:
                  Status: Disabled
                Destination:
                  Bucket: arn:aws:s3:::destination-bucket

            """);
    }

    [Fact]
    public async Task Show_prints_several_documents_as_a_list()
    {
        await WriteAsync("a.yaml", Sound);
        await WriteAsync("b.yaml", Sound.Replace("source-bucket", "other-bucket", StringComparison.Ordinal));

        JsonNode.Parse((await RunAsync("rules", "show", _folder)).StandardOutput)!.AsArray().Count.ShouldBe(2);
        (await RunAsync("rules", "show", _folder, "--format", "xml")).StandardOutput.ShouldContain("<ReplicationConfigurations xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">");
    }

    [Fact]
    public async Task Show_prints_problems_on_standard_error_and_nothing_else_for_invalid_documents()
    {
        var file = await WriteAsync("rules.yaml", Sound.Replace("Role:", "Rolle:", StringComparison.Ordinal));

        var result = await RunAsync("rules", "show", file);

        result.ExitCode.ShouldBe(1);
        result.StandardOutput.ShouldBeEmpty();
        result.StandardError.ShouldContain("Did you mean Role?");
    }

    private static Task<ProgramResult> RunAsync(params string[] arguments) => ProgramProcess.RunAsync(arguments, Bound, TestContext.Current.CancellationToken);

    private async Task<string> WriteAsync(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        return path;
    }
}
