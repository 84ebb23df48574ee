using System.Text;
using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Tests.Rules.Documents;

public sealed class JsonDocumentReaderTests
{
    [Theory]
    [InlineData("{\n  \"Bucket\": \"a\",\n}", 3)]
    [InlineData("{\n  // comment\n}", 2)]
    [InlineData("{\n  'Bucket': 'a'\n}", 2)]
    [InlineData("{}\n{}", 2)]
    [InlineData("{} x", 1)]
    [InlineData("{\"Priority\": 01}", 1)]
    [InlineData("{", 1)]
    [InlineData("nul", 1)]
    public void Rejects_what_is_not_strict_JSON(string text, int line)
    {
        var problem = RuleJson.Load(text).Errors.ShouldHaveSingleItem();

        problem.Code.ShouldBe("MalformedJson");
        problem.Line.ShouldBe(line);
        problem.Message.ShouldNotContain("LineNumber");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t ")]
    public void Rejects_an_empty_file(string text) => RuleJson.Load(text).Errors.ShouldHaveSingleItem().Code.ShouldBe("EmptyFile");

    [Fact]
    public void Rejects_an_empty_list() => RuleJson.Load("[]").Errors.ShouldHaveSingleItem().Code.ShouldBe("NoDocuments");

    [Theory]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    public void Rejects_what_is_no_document(string text) => RuleJson.Load(text).ShouldReject("WrongType", "");

    [Fact]
    public void Rejects_members_given_twice()
    {
        var text = RuleJson.Document().ToJsonString().Replace("\"Priority\":10", "\"Priority\":10,\"Priority\":10", StringComparison.Ordinal);

        RuleJson.Load(text).ShouldReject("DuplicateMember", "/Rules/0/Priority");
    }

    [Fact]
    public void Rejects_half_of_a_surrogate_pair()
    {
        var text = RuleJson.Document().ToJsonString().Replace("docs/", "\\ud83d", StringComparison.Ordinal);

        RuleJson.Load(text).ShouldReject("MalformedJson", "/Rules/0/Filter/Prefix");
    }

    [Fact]
    public void Rejects_nesting_without_end_and_endless_lists()
    {
        RuleJson.Load(new string('[', 100_000)).Errors.ShouldHaveSingleItem();
        RuleJson.Load("[" + string.Join(',', Enumerable.Repeat("{}", 600_000)) + "]").Errors.ShouldHaveSingleItem().Code.ShouldBe("TooComplex");
    }

    [Fact]
    public void Rejects_a_file_too_large_to_be_one()
    {
        var result = RuleLoader.Load([new RuleText("large.json", new byte[(16 * 1024 * 1024) + 1])]);

        result.Errors.ShouldHaveSingleItem().Code.ShouldBe("FileTooLarge");
    }

    [Fact]
    public void Names_at_most_a_thousand_problems() =>
        RuleJson.Load("[" + string.Join(',', Enumerable.Repeat("{}", 5000)) + "]").Errors.Length.ShouldBe(1000);

    [Fact]
    public void Tells_names_that_need_escaping_apart_in_pointers() =>
        RuleJson.Load("""{"a/b~c": 1}""").Errors.ShouldContain(problem => problem.Code == "UnknownMember" && problem.Pointer == "/a~1b~0c");

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Accepts_every_encoding_with_a_byte_order_mark(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        var text = RuleJson.Document().ToJsonString().Replace("docs/", "dåcs/日本😀", StringComparison.Ordinal);

        var result = RuleLoader.Load([new RuleText("rules.json", (byte[])[.. encoding.GetPreamble(), .. encoding.GetBytes(text)])]);

        result.ShouldAccept();
        result.Rules!.Documents[0].Rules[0].Filter.Prefix.ShouldBe("dåcs/日本😀");
    }

    public static TheoryData<string> Encodings() => ["utf-8", "utf-16", "utf-16BE", "utf-32", "utf-32BE"];

    [Fact]
    public void Rejects_bytes_that_are_not_UTF_8()
    {
        byte[] text = [.. Encoding.UTF8.GetBytes("{\n\"Bucket\": \""), 0xC3, 0x28, .. Encoding.UTF8.GetBytes("\"}")];

        var problem = RuleLoader.Load([new RuleText("rules.json", text)]).Errors.ShouldHaveSingleItem();

        problem.Code.ShouldBe("InvalidEncoding");
        problem.Line.ShouldBe(2);
    }
}
