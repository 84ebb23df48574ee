using System.Text;
using System.Xml;
using S3Replicator.Core.Rules.Documents;
using S3Replicator.Core.Rules.Members;

namespace S3Replicator.Core.Rules.Writing;

#pragma warning disable MA0045 // Writes to memory: there is nothing to wait for.
internal static class XmlText
{
    private const string Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

    public static string Write(IReadOnlyList<DocumentNode> documents)
    {
        var settings = new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            Indent = true,
            NewLineChars = "\n",
            NewLineHandling = NewLineHandling.Entitize,

            // Keys may have control characters; they go out as references.
            CheckCharacters = false,
        };
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, settings))
        {
            if (documents is [var only])
            {
                Element(writer, DocumentMembers.Wrapper, only, DocumentMembers.Document);
            }
            else
            {
                writer.WriteStartElement(DocumentMembers.List, Namespace);
                foreach (var document in documents)
                {
                    Element(writer, DocumentMembers.Wrapper, document, DocumentMembers.Document);
                }

                writer.WriteEndElement();
            }
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void Element(XmlWriter writer, string name, DocumentNode node, Shape? shape)
    {
        if (shape is ListShape list)
        {
            foreach (var item in node.Items)
            {
                Element(writer, name, item, list.Item);
            }

            return;
        }

        writer.WriteStartElement(name, Namespace);
        if (shape is PolicyShape && node.Kind == NodeKind.Mapping)
        {
            writer.WriteString(DocumentJson.Write(node));
        }
        else if (shape is MapShape)
        {
            Map(writer, node);
        }
        else if (node.Kind == NodeKind.Mapping)
        {
            foreach (var (memberName, value) in node.Members)
            {
                var member = ((ObjectShape)shape!).Find(memberName, inXml: false)!;
                Element(writer, member.XmlName, value, member.Shape);
            }
        }
        else
        {
            writer.WriteString(node.Text);
        }

        writer.WriteEndElement();
    }

    // The keys of a map may be what no element may be called.
    private static void Map(XmlWriter writer, DocumentNode node)
    {
        foreach (var (key, value) in node.Members)
        {
            writer.WriteStartElement("Tag", Namespace);
            writer.WriteElementString("Key", Namespace, key);
            writer.WriteElementString("Value", Namespace, value.Text);
            writer.WriteEndElement();
        }
    }
}
