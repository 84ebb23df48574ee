using System.Globalization;
using S3Replicator.Core.Rules.Documents;

namespace S3Replicator.Core.Rules.Binding;

// One rule as it was written, its members known and of their kind.
internal sealed record WrittenRule(WrittenDocument Document, DocumentNode Node, int Index)
{
    private static readonly DocumentNode Nothing = new(NodeKind.Mapping, NodePosition.Whole);

    // An empty ID is as good as none: S3 makes one up for both.
    public string Id => Node.TextOf("ID") is { Length: > 0 } id ? id : string.Create(CultureInfo.InvariantCulture, $"rule-{Index + 1}");

    public DocumentNode IdNode => Node["ID"] ?? Node;

    public bool IsEnabled => Node.Says("Status", "Enabled");

    public RuleVersion Version => Node.Has("Filter") ? RuleVersion.V2 : Node.Has("Prefix") ? RuleVersion.V1 : RuleVersion.Unfiltered;

    public DocumentNode Filter => Part(Node, "Filter");

    public DocumentNode Criteria => Part(Node, "SourceSelectionCriteria");

    public DocumentNode Destination => Part(Node, "Destination");

    public DocumentNode Extension => Part(Node, "S3Replicator");

    public bool HasTags => Filter.Has("Tag") || Part(Filter, "And")["Tags"] is { Items.Length: > 0 };

    public IEnumerable<DocumentNode> Tags
    {
        get
        {
            if (Filter["Tag"] is { Kind: NodeKind.Mapping } tag)
            {
                yield return tag;
            }

            foreach (var item in Part(Filter, "And")["Tags"]?.Items ?? [])
            {
                if (item.Kind == NodeKind.Mapping)
                {
                    yield return item;
                }
            }
        }
    }

    // An absent or invalid part is as one without members, so that validators need not ask at each step.
    public static DocumentNode Part(DocumentNode node, string name) => node[name] is { Kind: NodeKind.Mapping } part ? part : Nothing;
}
