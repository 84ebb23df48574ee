using System.Text;
using System.Text.Json;

namespace S3Replicator.Core.Rules.Documents;

internal ref struct JsonTreeBuilder(ReadOnlySpan<byte> content)
{
    private readonly ReadOnlySpan<byte> _content = content;
    private readonly int _length = content.Length;
    private Utf8JsonReader _reader = new(content, new JsonReaderOptions { MaxDepth = DocumentLimits.Depth + 1 });
    private int _line = 1;
    private int _lineStart;
    private int _counted;
    private int _nodes;

    public DocumentNode Build()
    {
        if (_content.Trim(" \t\r\n"u8).IsEmpty)
        {
            throw new DocumentFaultException(new DocumentFault("EmptyFile", "The file is empty.", Line: 1));
        }

        _reader.Read();
        var root = Value(string.Empty, depth: 0);

        // Reading on to the end makes the parser refuse whatever follows the value.
        while (_reader.BytesConsumed < _length && _reader.Read())
        {
        }

        return root;
    }

    private DocumentNode Value(string pointer, int depth)
    {
        if (++_nodes > DocumentLimits.Nodes || depth > DocumentLimits.Depth)
        {
            throw new DocumentFaultException(new DocumentFault("TooComplex", "The document has too many or too deeply nested values.", _line));
        }

        var position = Position(pointer);
        return _reader.TokenType switch
        {
            JsonTokenType.StartObject => Mapping(position, depth),
            JsonTokenType.StartArray => Sequence(position, depth),
            JsonTokenType.String => DocumentNode.Scalar(NodeKind.Text, position, String(position)),
            JsonTokenType.Number => DocumentNode.Scalar(NodeKind.Number, position, Encoding.UTF8.GetString(_reader.ValueSpan)),
            JsonTokenType.True => DocumentNode.Scalar(NodeKind.Boolean, position, "true"),
            JsonTokenType.False => DocumentNode.Scalar(NodeKind.Boolean, position, "false"),
            _ => new DocumentNode(NodeKind.Null, position),
        };
    }

    private DocumentNode Mapping(NodePosition position, int depth)
    {
        var members = new List<DocumentMember>();
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            var name = String(Position(position.Pointer));
            _reader.Read();
            members.Add(new DocumentMember(name, Value(NodePosition.Child(position.Pointer, name), depth + 1)));
        }

        return DocumentNode.Mapping(position, members);
    }

    private DocumentNode Sequence(NodePosition position, int depth)
    {
        var items = new List<DocumentNode>();
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(Value(NodePosition.Child(position.Pointer, items.Count), depth + 1));
        }

        return DocumentNode.Sequence(position, items);
    }

    private readonly string String(NodePosition position)
    {
        try
        {
            return _reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate written as an escape: valid JSON grammar, no text.
            throw new DocumentFaultException(new DocumentFault("MalformedJson", "A text has half of a surrogate pair.", position.Line, position.Pointer));
        }
    }

    private NodePosition Position(string pointer)
    {
        var start = (int)_reader.TokenStartIndex;
        for (; _counted < start; _counted++)
        {
            if (_content[_counted] == (byte)'\n')
            {
                _line++;
                _lineStart = _counted + 1;
            }
        }

        return new NodePosition(pointer, _line, start - _lineStart + 1);
    }
}
