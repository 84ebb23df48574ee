using System.Xml;
using S3Replicator.Core.Rules.Members;

namespace S3Replicator.Core.Rules.Documents;

// XML as S3's REST interface has it, with or without its namespace. Nothing outside the file is ever fetched.
internal sealed class XmlDocumentReader : IDocumentReader
{
    public DocumentReading Read(ReadOnlyMemory<byte> content)
    {
        var faults = new List<DocumentFault>();
        try
        {
            var root = new XmlElementReader(faults).Read(content);
            var tree = new XmlTreeBuilder(faults);
            return new DocumentReading([.. root is null ? [] : Documents(root, tree, faults)], [.. faults]);
        }
        catch (DocumentFaultException exception)
        {
            faults.Add(exception.Fault);
        }
        catch (XmlException exception)
        {
            faults.Add(new DocumentFault("MalformedXml", exception.Message, exception.LineNumber > 0 ? exception.LineNumber : null, Hint: "Document types and entities of one's own are not read."));
        }
#pragma warning disable CA1031 // Encodings that a file only claims to have fail in many ways; a rule file must never stop the program.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            faults.Add(new DocumentFault("MalformedXml", exception.Message));
        }

        return new DocumentReading([], [.. faults]);
    }

    private static List<DocumentNode> Documents(XmlElementNode root, XmlTreeBuilder tree, List<DocumentFault> faults)
    {
        if (root.Name is DocumentMembers.Wrapper)
        {
            return [tree.Build(root, DocumentMembers.Document, "/" + root.Name)];
        }

        if (root.Name is not DocumentMembers.List)
        {
            faults.Add(new DocumentFault("UnknownRoot", $"The root element is {root.Name}.", root.Line, "/" + root.Name, $"It is {DocumentMembers.Wrapper}, or {DocumentMembers.List} around several."));
            return [];
        }

        foreach (var stranger in root.Children.Where(child => child.Name is not DocumentMembers.Wrapper))
        {
            faults.Add(new DocumentFault("UnknownMember", $"{DocumentMembers.List} has no member {stranger.Name}.", stranger.Line, $"/{root.Name}/{stranger.Name}", $"It has {DocumentMembers.Wrapper} elements only."));
        }

        return root.Children
            .Where(child => child.Name is DocumentMembers.Wrapper)
            .Select((child, index) => tree.Build(child, DocumentMembers.Document, FormattableString.Invariant($"/{root.Name}/{child.Name}[{index + 1}]")))
            .ToList();
    }
}
