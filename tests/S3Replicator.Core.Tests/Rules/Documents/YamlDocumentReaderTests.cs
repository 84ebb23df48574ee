using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Tests.Rules.Documents;

public sealed class YamlDocumentReaderTests
{
    private const string Document = """
        Bucket: source-bucket
        Role: arn:aws:iam::111122223333:role/replicator
        Rules:
          - ID: docs-to-eu
            Priority: 10
            Status: Enabled
            Filter:
              And:
                Prefix: docs/
                Tags:
                  - { Key: keep, Value: yes }
            DeleteMarkerReplication: { Status: Disabled }
            Destination:
              Bucket: arn:aws:s3:::destination-bucket
        """;

    [Fact]
    public void Accepts_a_document_in_which_yes_is_text()
    {
        var result = Load(Document);

        result.ShouldAccept();
        result.Rules!.Documents[0].Rules[0].Filter.Tags.ShouldBe([new ObjectTag("keep", "yes")]);
    }

    [Fact]
    public void Accepts_several_documents_and_a_sequence_alike()
    {
        var other = Document.Replace("source-bucket", "other-bucket", StringComparison.Ordinal);
        var sequence = string.Join('\n', new[] { Document, other }.Select(document => "- " + document.Replace("\n", "\n  ", StringComparison.Ordinal)));

        var stream = Load("---\n" + Document + "\n---\n" + other + "\n---\n");

        stream.ShouldAccept();
        stream.Rules!.Documents.Select(document => document.Bucket).ShouldBe(["source-bucket", "other-bucket"]);
        Load(sequence).Rules!.Revision.ShouldBe(stream.Rules.Revision);
    }

    [Fact]
    public void Accepts_JSON_as_the_YAML_that_it_is() => Load(RuleJson.Document().ToJsonString()).ShouldAccept();

    [Fact]
    public void Accepts_a_document_wrapped_as_the_command_line_prints_it() =>
        Load("ReplicationConfiguration:\n  " + Document.Replace("\n", "\n  ", StringComparison.Ordinal)).ShouldAccept();

    [Fact]
    public void Names_line_and_pointer()
    {
        var problem = Load(Document.Replace("Priority: 10", "Priority: ten", StringComparison.Ordinal)).Errors.ShouldHaveSingleItem();

        (problem.Line, problem.Pointer, problem.Code).ShouldBe((5, "/Rules/0/Priority", "WrongType"));
    }

    [Fact]
    public void Names_the_pointer_within_each_document_of_a_stream()
    {
        var problem = Load("---\n" + Document + "\n---\n" + Document.Replace("Priority: 10", "Priority: -1", StringComparison.Ordinal).Replace("source", "other", StringComparison.Ordinal))
            .Errors.ShouldHaveSingleItem();

        (problem.Line, problem.Pointer).ShouldBe((21, "/Rules/0/Priority"));
    }

    [Fact]
    public void Accepts_anchors()
    {
        var text = Document.Replace("DeleteMarkerReplication: { Status: Disabled }", "DeleteMarkerReplication: &off { Status: Disabled }\n    ExistingObjectReplication: *off", StringComparison.Ordinal);

        Load(text).ShouldWarn("ExistingObjectReplication", "/Rules/0/ExistingObjectReplication");
    }

    [Fact]
    public void Names_the_place_of_an_alias_and_the_line_of_its_text()
    {
        var text = Document.Replace("DeleteMarkerReplication: { Status: Disabled }", "DeleteMarkerReplication: &off { Status: Off }\n    ExistingObjectReplication: *off", StringComparison.Ordinal);

        Load(text).Errors.Select(problem => (problem.Line, problem.Pointer, problem.Code)).ShouldBe(
        [
            (12, "/Rules/0/DeleteMarkerReplication/Status", "InvalidStatus"),
            (12, "/Rules/0/ExistingObjectReplication/Status", "InvalidStatus"),
        ]);
    }

    [Fact]
    public void Rejects_a_bomb_of_aliases()
    {
        var lines = new List<string> { "a0: &a0 [x, x, x, x, x, x, x, x, x, x]" };
        for (var level = 1; level < 12; level++)
        {
            lines.Add(FormattableString.Invariant($"a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat(FormattableString.Invariant($"*a{level - 1}"), 10))}]"));
        }

        Load(string.Join('\n', lines)).Errors.ShouldHaveSingleItem().Code.ShouldBe("TooComplex");
    }

    [Theory]
    [InlineData("Rules: &a [*a]")]
    [InlineData("Rules: *missing")]
    public void Rejects_aliases_of_themselves_and_of_nothing(string text) => Load(text).Errors.ShouldHaveSingleItem().Code.ShouldBe("MalformedYaml");

    [Fact]
    public void Rejects_members_given_twice() =>
        Load(Document.Replace("Priority: 10", "Priority: 10\n    Priority: 10", StringComparison.Ordinal)).ShouldReject("DuplicateMember", "/Rules/0/Priority");

    [Theory]
    [InlineData("012", 12)]
    [InlineData("0x1F", 31)]
    [InlineData("0o17", 15)]
    [InlineData("+5", 5)]
    public void Reads_numbers_by_the_core_schema(string text, int number) =>
        Load(Document.Replace("Priority: 10", "Priority: " + text, StringComparison.Ordinal)).Rules!.Documents[0].Rules[0].Priority.ShouldBe(number);

    [Theory]
    [InlineData("yes")]
    [InlineData("on")]
    [InlineData("1_000")]
    [InlineData("2026-01-31")]
    [InlineData("12:30:45")]
    [InlineData("<<")]
    [InlineData("\"true\"")]
    [InlineData("!!str 7")]
    [InlineData("! 7")]
    [InlineData("'null'")]
    public void Takes_for_text_what_the_core_schema_takes_for_text(string text) =>
        Load(Document.Replace("Value: yes", "Value: " + text, StringComparison.Ordinal)).ShouldAccept();

    [Theory]
    [InlineData("true")]
    [InlineData("7")]
    [InlineData("1e3")]
    [InlineData(".5")]
    public void Warns_where_a_text_was_not_quoted_and_takes_it_as_written(string text)
    {
        var result = Load(Document.Replace("Value: yes", "Value: " + text, StringComparison.Ordinal));

        result.ShouldWarn("TextNotQuoted", "/Rules/0/Filter/And/Tags/0/Value");
        result.Rules!.Documents[0].Rules[0].Filter.Tags[0].Value.ShouldBe(text);
    }

    [Theory]
    [InlineData("~")]
    [InlineData("null")]
    public void Rejects_null_where_a_text_belongs(string text) =>
        Load(Document.Replace("Value: yes", "Value: " + text, StringComparison.Ordinal)).ShouldReject("WrongType", "/Rules/0/Filter/And/Tags/0/Value");

    [Theory]
    [InlineData("Bucket: [unclosed")]
    [InlineData("Bucket: a: b")]
    [InlineData("Rules:\n\t- a")]
    [InlineData("? [complex, key]\n: value")]
    [InlineData("%YAML 3.0\n---\na: b")]
    public void Rejects_what_is_not_YAML(string text) => Load(text).Errors.ShouldHaveSingleItem().Code.ShouldBe("MalformedYaml");

    [Theory]
    [InlineData("")]
    [InlineData("# only a comment\n")]
    [InlineData("---\n---\n")]
    public void Rejects_an_empty_file(string text) => Load(text).Errors.ShouldHaveSingleItem().Code.ShouldBe("EmptyFile");

    [Fact]
    public void Rejects_nesting_without_end()
    {
        Load(new string('[', 5000)).Errors.ShouldHaveSingleItem();
        Load(string.Concat(Enumerable.Range(0, 200).Select(level => new string(' ', level) + "a:\n"))).Errors.ShouldHaveSingleItem().Code.ShouldBe("TooComplex");
    }

    private static RuleLoadResult Load(string text) => RuleJson.Load(text, file: "rules.yaml");
}
