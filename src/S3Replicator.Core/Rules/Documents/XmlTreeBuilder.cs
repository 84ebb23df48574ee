using S3Replicator.Core.Rules.Members;

namespace S3Replicator.Core.Rules.Documents;

// Elements do not tell whether they are lists, mappings or texts; the description of members does.
internal sealed class XmlTreeBuilder(List<DocumentFault> faults)
{
    public DocumentNode Build(XmlElementNode element, Shape? shape, string pointer)
    {
        var position = new NodePosition(pointer, element.Line, element.Column);
        if (element.Children.Count == 0)
        {
            return shape is ObjectShape or MapShape && element.IsBlank
                ? DocumentNode.Mapping(position, [])
                : DocumentNode.Scalar(NodeKind.Untyped, position, element.Text);
        }

        if (!element.IsBlank)
        {
            faults.Add(new DocumentFault("UnexpectedText", $"The element {element.Name} has text between its elements.", element.Line, pointer));
        }

        if (shape is PolicyShape)
        {
            faults.Add(new DocumentFault("InvalidSessionPolicy", "A policy document does not stand as elements.", element.Line, pointer, "Write it as JSON text."));
            return new DocumentNode(NodeKind.Invalid, position);
        }

        return shape is MapShape ? Map(element, position) : Mapping(element, shape as ObjectShape, position);
    }

    private DocumentNode Mapping(XmlElementNode element, ObjectShape? shape, NodePosition position)
    {
        var members = new List<DocumentMember>();
        foreach (var group in element.Children.GroupBy(child => child.Name, StringComparer.Ordinal))
        {
            var same = group.ToList();
            var member = shape?.Find(group.Key, inXml: true);
            if (member?.Shape is ListShape list)
            {
                var items = same.Select((child, index) => Build(child, list.Item, Repeated(position, child, index))).ToList();
                members.Add(new DocumentMember(group.Key, DocumentNode.Sequence(items[0].Position, items)));
            }
            else
            {
                members.AddRange(same.Select((child, index) => new DocumentMember(
                    child.Name,
                    Build(child, member?.Shape, same.Count == 1 ? $"{position.Pointer}/{child.Name}" : Repeated(position, child, index)))));
            }
        }

        return DocumentNode.Mapping(position, members);
    }

    // Names that may not be element names stand as `<Tag><Key/><Value/></Tag>`, others also as elements of their own.
    private static DocumentNode Map(XmlElementNode element, NodePosition position)
    {
        var members = element.Children.Select((child, index) =>
        {
            var key = child.Name is "Tag" ? child.Children.Find(part => part.Name is "Key") : null;
            var value = key is null ? child : child.Children.Find(part => part.Name is "Value") ?? child;
            var at = new NodePosition(Repeated(position, child, index), child.Line, child.Column);
            return new DocumentMember(
                key?.Text ?? child.Name,
                value.Children.Count == 0 ? DocumentNode.Scalar(NodeKind.Untyped, at, value.Text) : DocumentNode.Mapping(at, []));
        });
        return DocumentNode.Mapping(position, members);
    }

    private static string Repeated(NodePosition parent, XmlElementNode child, int index) =>
        FormattableString.Invariant($"{parent.Pointer}/{child.Name}[{index + 1}]");
}
