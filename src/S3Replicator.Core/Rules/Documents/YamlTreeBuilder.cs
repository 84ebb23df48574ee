using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace S3Replicator.Core.Rules.Documents;

internal sealed class YamlTreeBuilder(string text)
{
    private readonly Parser _parser = new(new StringReader(text));
    private readonly Dictionary<string, DocumentNode> _anchors = new(StringComparer.Ordinal);
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private int _nodes;

    // One tree for each document of the stream; documents without content are passed over.
    public List<DocumentNode> Build()
    {
        var roots = new List<DocumentNode>();
        while (_parser.MoveNext())
        {
            if (_parser.Current is not DocumentStart)
            {
                continue;
            }

            _anchors.Clear();
            _parser.MoveNext();
            var isEmpty = _parser.Current is Scalar { Value: "", Style: ScalarStyle.Plain };
            var root = Value(string.Empty, depth: 0);
            if (!isEmpty)
            {
                roots.Add(root);
            }
        }

        return roots;
    }

    private DocumentNode Value(string pointer, int depth)
    {
        var current = _parser.Current!;
        Count(1, depth, current);
        var position = new NodePosition(pointer, (int)current.Start.Line, (int)current.Start.Column);
        if (current is AnchorAlias alias)
        {
            return Alias(alias, pointer, depth);
        }

        var anchor = current is NodeEvent { Anchor.IsEmpty: false } anchored ? anchored.Anchor.Value : null;
        if (anchor is not null)
        {
            _open.Add(anchor);
        }

        var node = current switch
        {
            Scalar scalar => YamlScalars.Resolve(scalar, position),
            SequenceStart sequence => YamlScalars.IsTemplateTag(sequence.Tag) ? Intrinsic(sequence.Tag, position, depth) : Sequence(position, depth),
            MappingStart mapping => YamlScalars.IsTemplateTag(mapping.Tag) ? Intrinsic(mapping.Tag, position, depth) : Mapping(position, depth),
            _ => throw Fault("MalformedYaml", "A value is missing.", current),
        };
        if (anchor is not null)
        {
            _open.Remove(anchor);
            _anchors[anchor] = node;
        }

        return node;
    }

    private DocumentNode Sequence(NodePosition position, int depth)
    {
        var items = new List<DocumentNode>();
        while (_parser.MoveNext() && _parser.Current is not SequenceEnd)
        {
            items.Add(Value(NodePosition.Child(position.Pointer, items.Count), depth + 1));
        }

        return DocumentNode.Sequence(position, items);
    }

    private DocumentNode Mapping(NodePosition position, int depth)
    {
        var members = new List<DocumentMember>();
        while (_parser.MoveNext() && _parser.Current is not MappingEnd)
        {
            if (_parser.Current is not Scalar key)
            {
                throw Fault("MalformedYaml", "A member's name is not a plain text.", _parser.Current!);
            }

            _parser.MoveNext();
            members.Add(new DocumentMember(key.Value, Value(NodePosition.Child(position.Pointer, key.Value), depth + 1)));
        }

        return DocumentNode.Mapping(position, members);
    }

    // What stands below a template function is read over: it has no meaning here.
    private DocumentNode Intrinsic(TagName tag, NodePosition position, int depth)
    {
        _ = _parser.Current is SequenceStart ? Sequence(position, depth) : Mapping(position, depth);
        return DocumentNode.Scalar(NodeKind.Intrinsic, position, tag.Value);
    }

    private DocumentNode Alias(AnchorAlias alias, string pointer, int depth)
    {
        var name = alias.Value.Value;
        if (_open.Contains(name) || !_anchors.TryGetValue(name, out var target))
        {
            throw Fault("MalformedYaml", _open.Contains(name) ? $"The alias *{name} stands inside what it names." : $"There is no anchor &{name}.", alias);
        }

        return Copy(target, pointer, depth, alias);
    }

    // A copy has the pointer of its own place and the line where the text stands. Each counts, so a bomb of aliases soon ends.
    private DocumentNode Copy(DocumentNode node, string pointer, int depth, AnchorAlias alias)
    {
        Count(1, depth, alias);
        return node with
        {
            Position = node.Position with { Pointer = pointer },
            Members = [.. node.Members.Select(member => member with { Value = Copy(member.Value, NodePosition.Child(pointer, member.Name), depth + 1, alias) })],
            Items = [.. node.Items.Select((item, index) => Copy(item, NodePosition.Child(pointer, index), depth + 1, alias))],
        };
    }

    private void Count(int nodes, int depth, ParsingEvent at)
    {
        _nodes += nodes;
        if (_nodes > DocumentLimits.Nodes || depth > DocumentLimits.Depth)
        {
            throw Fault("TooComplex", "The document has too many or too deeply nested values, aliases counted in.", at);
        }
    }

    private static DocumentFaultException Fault(string code, string message, ParsingEvent at) =>
        new(new DocumentFault(code, message, (int)at.Start.Line));
}
