using System.Text;
using System.Text.Json;

namespace S3Replicator.Core.Rules.Documents;

// Strict JSON: no comments, no trailing commas, nothing after the value.
internal sealed class JsonDocumentReader : IDocumentReader
{
    public DocumentReading Read(ReadOnlyMemory<byte> content)
    {
        try
        {
            var bytes = Encoding.UTF8.GetBytes(DocumentEncoding.Decode(content.Span));
            var root = new JsonTreeBuilder(bytes).Build();
            return DocumentReading.Of(root.Kind == NodeKind.Sequence ? root.Items : [root]);
        }
        catch (DocumentFaultException exception)
        {
            return DocumentReading.Failed(exception.Fault);
        }
        catch (JsonException exception)
        {
            return DocumentReading.Failed(new DocumentFault(
                "MalformedJson",
                Reason(exception),
                (int?)exception.LineNumber + 1,
                Hint: "Rule documents are strict JSON: no comments, no trailing commas, one value to a file."));
        }
    }

    // The position is reported on its own, so the parser's repetition of it is cut off.
    private static string Reason(JsonException exception)
    {
        var end = exception.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? exception.Message : exception.Message[..end];
    }
}
