using S3Replicator.Core.Rules.Documents;
using S3Replicator.Core.Rules.Writing;

namespace S3Replicator.Core.Rules;

/// <summary>Writes normalised documents: the same documents give the same text, whatever form they came in.</summary>
public static class RuleDocumentWriter
{
    /// <summary>One document as it is, several as a list; the text ends with a line break.</summary>
    public static string Write(IReadOnlyList<ReplicationDocument> documents, DocumentFormat format)
    {
        DocumentNode[] trees = [.. documents.Select(CanonicalDocument.Of)];
        return format switch
        {
            DocumentFormat.Json => DocumentJson.Write(OneOrList(trees), indented: true) + "\n",
            DocumentFormat.Yaml => YamlText.Write(OneOrList(trees)),
            _ => XmlText.Write(trees),
        };
    }

    private static DocumentNode OneOrList(DocumentNode[] trees) => trees is [var only] ? only : DocumentNode.Sequence(NodePosition.Whole, trees);
}
