using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Rules.Documents;

namespace S3Replicator.Core.Tests.Rules.Documents;

public sealed class HostileDocumentTests
{
    [Property(MaxTest = 500)]
    public void Any_bytes_are_rules_or_problems_and_never_thrown(byte[] content)
    {
        foreach (var format in Enum.GetValues<DocumentFormat>())
        {
            Answers(content, format);
        }
    }

    [Property(MaxTest = 300)]
    public Property Any_document_spoilt_at_some_bytes_is_rules_or_problems_and_never_thrown()
    {
        var spoilt =
            from documents in RuleDocuments.Several().Generator
            from format in Gen.Elements(Enum.GetValues<DocumentFormat>())
            from places in Gen.Choose(0, 1_000_000).ArrayOf(3)
            from bytes in Gen.Elements("{}[]<>&*!|:,\"'\\#%@`-? \t\n\r\0\u007F~=/"u8.ToArray()).ArrayOf(3)
            select (Text: Spoil(RuleDocumentWriter.Write(documents, format), places, bytes), Format: format);
        return Prop.ForAll(spoilt.ToArbitrary(), pair => Answers(pair.Text, pair.Format));
    }

    private static byte[] Spoil(string text, int[] places, byte[] bytes)
    {
        var content = Encoding.UTF8.GetBytes(text);
        for (var index = 0; index < places.Length; index++)
        {
            content[places[index] % content.Length] = bytes[index];
        }

        return content;
    }

    private static void Answers(byte[] content, DocumentFormat format)
    {
        var result = RuleLoader.Load([new RuleText("hostile", content) { Format = format }]);

        (result.Rules is null).ShouldBe(!result.Errors.IsEmpty);
        result.Errors.ShouldAllBe(problem => problem.File == "hostile" && problem.Message.Length > 0 && problem.Code.Length > 0);
    }
}
