using System.Globalization;
using S3Replicator.Core.Rules.Documents;

namespace S3Replicator.Core.Rules.Writing;

// Builds a mapping in the order of its calls; what is absent or at its default is left out.
internal sealed class TreeBuilder
{
    private readonly List<DocumentMember> _members = [];

    public DocumentNode Node => DocumentNode.Mapping(NodePosition.Whole, _members);

    public static DocumentNode Text(string text) => DocumentNode.Scalar(NodeKind.Text, NodePosition.Whole, text);

    public static DocumentNode Switch(bool enabled) => new TreeBuilder().Text("Status", enabled ? "Enabled" : "Disabled").Node;

    public TreeBuilder Add(string name, DocumentNode node)
    {
        _members.Add(new DocumentMember(name, node));
        return this;
    }

    public TreeBuilder AddUnlessEmpty(string name, DocumentNode node) => node.Members.IsEmpty ? this : Add(name, node);

    public TreeBuilder Text(string name, string? text) => text is null ? this : Add(name, Text(text));

    public TreeBuilder Text(string name, string text, bool when) => when ? Add(name, Text(text)) : this;

    public TreeBuilder Number(string name, long? value) =>
        value is null ? this : Add(name, DocumentNode.Scalar(NodeKind.Number, NodePosition.Whole, value.Value.ToString(CultureInfo.InvariantCulture)));

    public TreeBuilder Number(string name, double? value) =>
        value is null ? this : Add(name, DocumentNode.Scalar(NodeKind.Number, NodePosition.Whole, value.Value.ToString("R", CultureInfo.InvariantCulture)));

    public TreeBuilder Flag(string name, bool value) =>
        value ? Add(name, DocumentNode.Scalar(NodeKind.Boolean, NodePosition.Whole, "true")) : this;

    public TreeBuilder Texts(string name, IReadOnlyCollection<string> texts) =>
        texts.Count == 0 ? this : Add(name, DocumentNode.Sequence(NodePosition.Whole, texts.Select(Text)));
}
