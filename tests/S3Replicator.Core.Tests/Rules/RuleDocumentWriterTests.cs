using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Rules.Documents;

namespace S3Replicator.Core.Tests.Rules;

public sealed class RuleDocumentWriterTests
{
    private static readonly DocumentFormat[] Formats = [DocumentFormat.Json, DocumentFormat.Yaml, DocumentFormat.Xml];

    [Property(MaxTest = 60)]
    public Property Any_documents_come_back_the_same_through_every_format() =>
        Prop.ForAll(RuleDocuments.Several(), documents =>
        {
            foreach (var format in Formats)
            {
                var text = RuleDocumentWriter.Write(documents, format);
                var result = Load(text, format);
                result.Errors.ShouldBeEmpty(text);
                foreach (var other in Formats)
                {
                    RuleDocumentWriter.Write(result.Rules!.Documents, other).ShouldBe(RuleDocumentWriter.Write(documents, other));
                }
            }
        });

    [Property(MaxTest = 40)]
    public Property The_revision_does_not_hang_on_the_format() =>
        Prop.ForAll(RuleDocuments.Several(), documents =>
            Formats.Select(format => Load(RuleDocumentWriter.Write(documents, format), format).Rules!.Revision).Distinct(StringComparer.Ordinal).Count() == 1);

    private static RuleLoadResult Load(string text, DocumentFormat format) =>
        RuleLoader.Load([new RuleText("generated", Encoding.UTF8.GetBytes(text)) { Format = format }]);
}
