using System.Text;
using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Tests.Rules.Documents;

public sealed class XmlDocumentReaderTests
{
    private const string Namespace = " xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"";

    private const string Document = """
        <ReplicationConfiguration>
          <Bucket>source-bucket</Bucket>
          <Role>arn:aws:iam::111122223333:role/replicator</Role>
          <Rule>
            <ID>docs-to-eu</ID>
            <Priority>10</Priority>
            <Status>Enabled</Status>
            <Filter><And><Prefix>docs/</Prefix><Tag><Key>keep</Key><Value>yes</Value></Tag></And></Filter>
            <DeleteMarkerReplication><Status>Disabled</Status></DeleteMarkerReplication>
            <Destination><Bucket>arn:aws:s3:::destination-bucket</Bucket></Destination>
          </Rule>
        </ReplicationConfiguration>
        """;

    [Fact]
    public void Accepts_a_document_with_and_without_the_namespace_of_S3()
    {
        Load(Document).ShouldAccept();
        Load(Document.Replace("<ReplicationConfiguration>", "<ReplicationConfiguration" + Namespace + ">", StringComparison.Ordinal)).ShouldAccept();
        Load(Document.Replace("<Rep", "<s3:Rep", StringComparison.Ordinal).Replace("</Rep", "</s3:Rep", StringComparison.Ordinal)
            .Replace("<s3:ReplicationConfiguration>", "<s3:ReplicationConfiguration xmlns:s3=\"http://s3.amazonaws.com/doc/2006-03-01/\">", StringComparison.Ordinal)).ShouldAccept();
    }

    [Fact]
    public void Names_line_and_path()
    {
        var problem = Load(Document.Replace(">10<", ">-1<", StringComparison.Ordinal)).Errors.ShouldHaveSingleItem();

        (problem.Line, problem.Pointer, problem.Code).ShouldBe((6, "/ReplicationConfiguration/Rule[1]/Priority", "InvalidPriority"));
    }

    [Fact]
    public void Names_the_place_in_lists()
    {
        var text = Document.Replace("<Key>keep</Key>", string.Empty, StringComparison.Ordinal);

        Load(text).ShouldReject("MissingTagKey", "/ReplicationConfiguration/Rule[1]/Filter/And/Tag[1]");
        Load("<ReplicationConfigurations>" + text + "</ReplicationConfigurations>")
            .ShouldReject("MissingTagKey", "/ReplicationConfigurations/ReplicationConfiguration[1]/Rule[1]/Filter/And/Tag[1]");
    }

    [Fact]
    public void Accepts_several_documents()
    {
        var result = Load("<ReplicationConfigurations>" + Document + Document.Replace("source", "other", StringComparison.Ordinal) + "</ReplicationConfigurations>");

        result.ShouldAccept();
        result.Rules!.Documents.Length.ShouldBe(2);
    }

    [Theory]
    [InlineData("<Filter/>")]
    [InlineData("<Filter></Filter>")]
    [InlineData("<Filter>\n  </Filter>")]
    [InlineData("<Filter><Prefix/></Filter>")]
    [InlineData("<Filter><Prefix></Prefix></Filter>")]
    public void Accepts_an_empty_filter(string filter)
    {
        var result = Load(Document.Replace("<Filter><And><Prefix>docs/</Prefix><Tag><Key>keep</Key><Value>yes</Value></Tag></And></Filter>", filter, StringComparison.Ordinal));

        result.ShouldAccept();
        result.Rules!.Documents[0].Rules[0].Filter.Prefix.ShouldBeEmpty();
    }

    [Fact]
    public void Accepts_a_prefix_of_spaces_and_character_data() =>
        Load(Document.Replace("<Prefix>docs/</Prefix>", "<Prefix> <![CDATA[<&>]]> </Prefix>", StringComparison.Ordinal)).Rules!.Documents[0].Rules[0].Filter.Prefix.ShouldBe(" <&> ");

    [Fact]
    public void Accepts_extension_members_with_repeated_elements_for_lists()
    {
        var result = Load(Document
            .Replace("</Destination>", "</Destination><S3Replicator><Suffixes>.a</Suffixes><Suffixes>.b</Suffixes><KeyTransform><AddPrefix>x/</AddPrefix></KeyTransform></S3Replicator>", StringComparison.Ordinal)
            .Replace("</Rule>", "</Rule><S3Replicator><RoleOptions><SessionTags><team>data</team><Tag><Key>cost centre</Key><Value>7</Value></Tag></SessionTags></RoleOptions></S3Replicator>", StringComparison.Ordinal));

        result.ShouldAccept();
        result.Rules!.Documents[0].Rules[0].Filter.Suffixes.ShouldBe([".a", ".b"]);
        result.Rules.Documents[0].RoleOptions.SessionTags.ShouldBe([KeyValuePair.Create("cost centre", "7"), KeyValuePair.Create("team", "data")]);
    }

    [Fact]
    public void Rejects_elements_given_twice() =>
        Load(Document.Replace("<Priority>10</Priority>", "<Priority>10</Priority><Priority>11</Priority>", StringComparison.Ordinal))
            .ShouldReject("DuplicateMember", "/ReplicationConfiguration/Rule[1]/Priority[2]");

    [Fact]
    public void Rejects_the_names_that_only_JSON_and_templates_have()
    {
        Load(Document.Replace("ID>", "Id>", StringComparison.Ordinal)).ShouldReject("UnknownMember", "/ReplicationConfiguration/Rule[1]/Id");
        Load(Document.Replace("<Rule>", "<Rules>", StringComparison.Ordinal).Replace("</Rule>", "</Rules>", StringComparison.Ordinal))
            .Errors.ShouldContain(problem => problem.Code == "UnknownMember" && problem.Hint == "In XML it is Rule.");
    }

    [Fact]
    public void Rejects_a_foreign_namespace_on_the_root_and_within()
    {
        Load(Document.Replace("<ReplicationConfiguration>", "<ReplicationConfiguration xmlns=\"urn:other\">", StringComparison.Ordinal))
            .Errors.ShouldContain(problem => problem.Code == "ForeignNamespace" && problem.Pointer == "/ReplicationConfiguration");
        Load(Document.Replace("<Priority>", "<Priority xmlns=\"urn:other\">", StringComparison.Ordinal)).Errors.ShouldContain(problem => problem.Code == "ForeignNamespace" && problem.Line == 6);
    }

    [Fact]
    public void Rejects_another_root() => Load("<Replication/>").ShouldReject("UnknownRoot", "/Replication");

    [Fact]
    public void Rejects_attributes_and_text_between_elements()
    {
        Load(Document.Replace("<Rule>", "<Rule enabled='true'>", StringComparison.Ordinal)).Errors.ShouldHaveSingleItem().Code.ShouldBe("UnexpectedAttribute");
        Load(Document.Replace("<Rule>", "<Rule>text", StringComparison.Ordinal)).Errors.ShouldHaveSingleItem().Code.ShouldBe("UnexpectedText");
    }

    [Theory]
    [InlineData("<!DOCTYPE r [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><ReplicationConfiguration>&e;</ReplicationConfiguration>")]
    [InlineData("<!DOCTYPE r SYSTEM \"http://127.0.0.1:1/r.dtd\"><ReplicationConfiguration/>")]
    [InlineData("<!DOCTYPE r [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><ReplicationConfiguration>&b;</ReplicationConfiguration>")]
    [InlineData("<ReplicationConfiguration>&e;</ReplicationConfiguration>")]
    public void Rejects_document_types_and_entities(string text) => Load(text).Errors.ShouldHaveSingleItem().Code.ShouldBe("MalformedXml");

    [Theory]
    [InlineData("")]
    [InlineData("<ReplicationConfiguration>")]
    [InlineData("<ReplicationConfiguration/><ReplicationConfiguration/>")]
    [InlineData("<?xml version='1.0' encoding='no-such-encoding'?><ReplicationConfiguration/>")]
    public void Rejects_what_is_not_XML(string text) => Load(text).Errors.ShouldHaveSingleItem().Code.ShouldBe("MalformedXml");

    [Fact]
    public void Rejects_nesting_without_end() =>
        Load("<ReplicationConfiguration>" + string.Concat(Enumerable.Repeat("<a>", 10_000))).Errors.ShouldHaveSingleItem().Code.ShouldBe("TooComplex");

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public void Accepts_every_encoding_with_a_byte_order_mark(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] text = [.. encoding.GetPreamble(), .. encoding.GetBytes("<?xml version='1.0' encoding='utf-8'?>" + Document.Replace("docs/", "dåcs/", StringComparison.Ordinal))];

        RuleLoader.Load([new RuleText("rules.xml", text)]).Rules!.Documents[0].Rules[0].Filter.Prefix.ShouldBe("dåcs/");
    }

    [Fact]
    public void Accepts_the_encoding_that_the_declaration_names()
    {
        var text = Encoding.Latin1.GetBytes("<?xml version='1.0' encoding='iso-8859-1'?>" + Document.Replace("docs/", "dåcs/", StringComparison.Ordinal));

        RuleLoader.Load([new RuleText("rules.xml", text)]).Rules!.Documents[0].Rules[0].Filter.Prefix.ShouldBe("dåcs/");
    }

    private static RuleLoadResult Load(string text) => RuleJson.Load(text, file: "rules.xml");
}
