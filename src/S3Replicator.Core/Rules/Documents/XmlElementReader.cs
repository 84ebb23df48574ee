using System.Text;
using System.Xml;

namespace S3Replicator.Core.Rules.Documents;

internal sealed class XmlElementReader(List<DocumentFault> faults)
{
    private const string Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

    private int _nodes;

    public XmlElementNode? Read(ReadOnlyMemory<byte> content)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            MaxCharactersInDocument = DocumentLimits.Bytes,
            MaxCharactersFromEntities = 1024,

            // Keys may have control characters, which XML writes as references that only this takes.
            CheckCharacters = false,
        };
        using var text = DocumentEncoding.HasMark(content.Span) ? new StringReader(DocumentEncoding.Decode(content.Span)) : null;
        using var stream = new MemoryStream(content.ToArray(), writable: false);
#pragma warning disable MA0045 // Reads from memory: there is nothing to wait for.
        using var reader = text is null ? XmlReader.Create(stream, settings) : XmlReader.Create(text, settings);
        reader.MoveToContent();
        var root = Element(reader, depth: 0);
        while (reader.Read())
        {
        }
#pragma warning restore MA0045

        return root;
    }

    // Leaves the reader on the element's end. An element of another namespace is reported and left out.
    private XmlElementNode? Element(XmlReader reader, int depth)
    {
        var info = (IXmlLineInfo)reader;
        var element = new XmlElementNode(reader.LocalName, info.LineNumber, info.LinePosition);
        if (++_nodes > DocumentLimits.Nodes || depth > DocumentLimits.Depth)
        {
            throw new DocumentFaultException(new DocumentFault("TooComplex", "The document has too many or too deeply nested elements.", element.Line));
        }

        var isForeign = reader.NamespaceURI is not ("" or Namespace);
        if (isForeign)
        {
            faults.Add(new DocumentFault("ForeignNamespace", $"The element {reader.Name} is of the namespace {reader.NamespaceURI}.", element.Line, "/" + reader.LocalName, $"Leave the namespace out, or write {Namespace}."));
        }

        Attributes(reader, element);
        if (!reader.IsEmptyElement)
        {
            Content(reader, element, depth);
        }

        return isForeign ? null : element;
    }

    private void Attributes(XmlReader reader, XmlElementNode element)
    {
        while (reader.MoveToNextAttribute())
        {
            if (reader.NamespaceURI is not "http://www.w3.org/2000/xmlns/" && reader.Name is not "xml:space")
            {
                faults.Add(new DocumentFault("UnexpectedAttribute", $"The element {element.Name} has an attribute {reader.Name}.", element.Line, $"/{element.Name}/@{reader.Name}", "Rule documents have no attributes."));
            }
        }

        reader.MoveToElement();
    }

    private void Content(XmlReader reader, XmlElementNode element, int depth)
    {
        var text = new StringBuilder();
#pragma warning disable MA0045 // Reads from memory: there is nothing to wait for.
        while (reader.Read() && reader.NodeType != XmlNodeType.EndElement)
#pragma warning restore MA0045
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                if (Element(reader, depth + 1) is { } child)
                {
                    element.Children.Add(child);
                }
            }
            else
            {
                text.Append(reader.Value);
            }
        }

        element.Text = text.ToString();
    }
}
