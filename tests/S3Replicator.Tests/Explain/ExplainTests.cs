using System.Text.Json.Nodes;
using S3Replicator.TestSupport;

namespace S3Replicator.Tests.Explain;

public sealed class ExplainTests : IDisposable
{
    private static readonly string Samples = Path.Combine(AppContext.BaseDirectory, "Explain", "Samples");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("s3replicator-explain-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Explains_an_event_in_JSON()
    {
        var result = await ExplainAsync("--event", Sample("s3-object-created-put"), "--output", "json");

        result.ExitCode.ShouldBe(0, result.ToString());
        result.StandardError.ShouldBeEmpty();
        var record = JsonNode.Parse(result.StandardOutput)!["records"]!.AsArray().ShouldHaveSingleItem()!;
        record["outcome"]!.GetValue<string>().ShouldBe("Replicate");
        record["decisions"]!.AsArray().Select(decision => (string?)decision!["action"]).ShouldBe(["Copy", "Skip"]);
        ((string?)record["decisions"]![1]!["reason"]).ShouldBe("TagMismatch");
        record["decisions"]![1]!["assumes"]!.ToJsonString().ShouldBe("""["tags"]""");
    }

    [Fact]
    public async Task Explains_an_event_in_sentences_without_colour_in_a_pipe()
    {
        var result = await ExplainAsync("--event", Sample("s3-delete-marker-created"));

        result.ExitCode.ShouldBe(0, result.ToString());
        result.StandardOutput.ShouldContain("ObjectRemoved:DeleteMarkerCreated of s3://src/docs/a.txt");
        result.StandardOutput.ShouldContain("Deletes of keys need DeleteMarkerReplication: Enabled.");
        result.StandardOutput.ShouldNotContain("\e");
    }

    [Fact]
    public async Task Takes_what_the_event_does_not_tell_from_a_file()
    {
        var subject = Write("object.json", """{"tags":{"keep":"yes"}}""");

        var result = await ExplainAsync("--event", Sample("s3-object-created-put"), "--object", subject, "--output", "json");

        var decisions = JsonNode.Parse(result.StandardOutput)!["records"]![0]!["decisions"]!.AsArray();
        decisions.Select(decision => (string?)decision!["action"]).ShouldBe(["Copy", "Copy"]);
        decisions.ShouldAllBe(decision => decision!["assumes"] == null);
    }

    [Fact]
    public async Task Reads_an_event_from_standard_input()
    {
        var result = await ProgramProcess.RunAsync(
            new ProgramStart("rules", "explain", "--rules", Rules(), "--event", "-", "--output", "json")
            {
                StandardInput = await File.ReadAllTextAsync(Sample("sns-object-created-put"), Token),
            },
            TimeSpan.FromMinutes(1),
            Token);

        ((string?)JsonNode.Parse(result.StandardOutput)!["records"]![0]!["envelope"]).ShouldBe("SNS", result.ToString());
    }

    [Fact]
    public async Task Reads_what_the_AWS_command_line_prints_of_a_queue()
    {
        var body = await File.ReadAllTextAsync(Sample("s3-object-created-put"), Token);
        var messages = new JsonObject { ["Messages"] = new JsonArray(new JsonObject { ["MessageId"] = "1", ["Body"] = body }) };

        var result = await ExplainAsync("--event", Write("messages.json", messages.ToJsonString()), "--output", "json");

        ((string?)JsonNode.Parse(result.StandardOutput)!["records"]![0]!["outcome"]).ShouldBe("Replicate", result.ToString());
    }

    [Fact]
    public async Task Ends_with_1_when_a_record_cannot_be_read_and_explains_the_others()
    {
        var result = await ExplainAsync("--event", Sample("mixed-readable-and-unreadable"), "--output", "json");

        result.ExitCode.ShouldBe(1);
        JsonNode.Parse(result.StandardOutput)!["records"]!.AsArray().Select(record => (string?)record!["outcome"])
            .ShouldBe(["Replicate", "Reject", "Ignore"]);
    }

    [Fact]
    public async Task Explains_a_folder_of_events_of_every_form()
    {
        var result = await ExplainAsync("--event", Samples);

        result.ExitCode.ShouldBe(1);
        foreach (var file in Directory.EnumerateFiles(Samples))
        {
            result.StandardOutput.ShouldContain($"{Path.GetFileName(file)}: ");
        }
    }

    [Fact]
    public async Task An_empty_list_of_records_is_no_error()
    {
        var result = await ExplainAsync("--event", Write("empty.json", """{"Records":[]}"""), "--output", "json");

        result.ExitCode.ShouldBe(0);
        result.StandardOutput.Trim().ShouldBe("""{"records":[]}""");
    }

    [Fact]
    public async Task Several_rule_paths_after_one_option_or_several_are_the_same()
    {
        var (first, second) = (Rules(), Write("more.json", RuleDocument("more", "other")));

        var together = await RunAsync("--rules", first, second, "--event", Sample("s3-object-created-put"), "--output", "json");
        var apart = await RunAsync("--rules", first, "--rules", second, "--event", Sample("s3-object-created-put"), "--output", "json");

        together.StandardOutput.ShouldBe(apart.StandardOutput);
        JsonNode.Parse(together.StandardOutput)!["records"]![0]!["decisions"]!.AsArray().Count.ShouldBe(3);
    }

    [Fact]
    public async Task Refuses_invalid_rules()
    {
        var result = await RunAsync("--rules", Write("bad.json", """{"Bucket":"src","Rules":[]}"""), "--event", Sample("s3-object-created-put"));

        result.ExitCode.ShouldBe(2);
        result.StandardError.ShouldContain("MissingRole");
        result.StandardOutput.ShouldBeEmpty();
    }

    [Fact]
    public async Task Refuses_a_file_that_is_not_there()
    {
        var result = await ExplainAsync("--event", Path.Combine(_folder.FullName, "nowhere.json"));

        result.ExitCode.ShouldBe(2);
        result.StandardError.ShouldContain("nowhere.json cannot be read");
    }

    [Fact]
    public async Task Refuses_an_object_that_is_described_wrongly()
    {
        var result = await ExplainAsync("--event", Sample("s3-object-created-put"), "--object", Write("object.json", """{"tag":{}}"""));

        result.ExitCode.ShouldBe(2);
        result.StandardError.ShouldContain("there is no member tag");
    }

    [Theory]
    [InlineData("--event", "event.json", "is required")]
    [InlineData("--rules", "rules.json", "Name either an object")]
    public async Task Refuses_to_start_without_rules_or_event(string option, string value, string message)
    {
        var result = await RunAsync(option, value);

        result.ExitCode.ShouldBe(2);
        result.StandardError.ShouldContain(message);
    }

    [Fact]
    public async Task Has_help_with_an_example()
    {
        var result = await RunAsync("--help");

        result.ExitCode.ShouldBe(0);
        result.StandardOutput.ShouldContain("Example:\n  s3replicator rules explain");
    }

    private static string Sample(string name) => Path.Combine(Samples, $"{name}.json");

    private static string RuleDocument(string id, string destination, string filter = """{"Prefix":""}""") =>
        $$"""
        {"Bucket":"src","Role":"arn:aws:iam::111122223333:role/replicator","Rules":[
          {"ID":"{{id}}","Priority":1,"Status":"Enabled","Filter":{{filter}},"DeleteMarkerReplication":{"Status":"Disabled"},
           "Destination":{"Bucket":"arn:aws:s3:::{{destination}}" } } ] }
        """;

    private string Rules() => Write(
        "rules.json",
        $"[{RuleDocument("all", "mirror")},{RuleDocument("kept", "archive", """{"Tag":{"Key":"keep","Value":"yes"}}""")}]");

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        using var writer = new StreamWriter(path);
#pragma warning disable MA0045 // A file of the test's own, written before anything waits.
        writer.Write(text);
#pragma warning restore MA0045
        return path;
    }

    private Task<ProgramResult> ExplainAsync(params string[] arguments) => RunAsync(["--rules", Rules(), .. arguments]);

    private static Task<ProgramResult> RunAsync(params string[] arguments) =>
        ProgramProcess.RunAsync(["rules", "explain", .. arguments], TimeSpan.FromMinutes(2), Token);
}
