using YamlDotNet.Core;

namespace S3Replicator.Core.Rules.Documents;

// YAML 1.2 with the core schema: `yes` is text, and so is a date.
internal sealed class YamlDocumentReader : IDocumentReader
{
    public DocumentReading Read(ReadOnlyMemory<byte> content)
    {
        try
        {
            var text = DocumentEncoding.Decode(content.Span);
            var roots = new YamlTreeBuilder(text).Build();
            if (roots.Count == 0)
            {
                throw new DocumentFaultException(new DocumentFault("EmptyFile", "The file is empty.", Line: 1));
            }

            return DocumentReading.Of(roots.SelectMany(root => root.Kind == NodeKind.Sequence ? root.Items.AsEnumerable() : [root]));
        }
        catch (DocumentFaultException exception)
        {
            return DocumentReading.Failed(exception.Fault);
        }
        catch (YamlException exception)
        {
            return Malformed(exception.Message, (int)exception.Start.Line);
        }
#pragma warning disable CA1031 // The scanner is someone else's and has failed in other ways on broken text; a rule file must never stop the program.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return Malformed(exception.Message, line: null);
        }
    }

    private static DocumentReading Malformed(string message, int? line) =>
        DocumentReading.Failed(new DocumentFault("MalformedYaml", message, line, Hint: "Check indentation, and quote texts that have a colon or begin with a sign."));
}
