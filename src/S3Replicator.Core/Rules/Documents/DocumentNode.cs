using System.Collections.Immutable;
using System.Globalization;

namespace S3Replicator.Core.Rules.Documents;

// One node of a document in any format, with the place where it was written.
internal sealed record DocumentNode(NodeKind Kind, NodePosition Position)
{
    public string Text { get; init; } = string.Empty;

    public ImmutableArray<DocumentMember> Members { get; init; } = [];

    public ImmutableArray<DocumentNode> Items { get; init; } = [];

    public bool IsInvalid => Kind == NodeKind.Invalid;

    public DocumentNode? this[string name]
    {
        get
        {
            foreach (var member in Members)
            {
                if (string.Equals(member.Name, name, StringComparison.Ordinal))
                {
                    return member.Value;
                }
            }

            return null;
        }
    }

    public static DocumentNode Mapping(NodePosition position, IEnumerable<DocumentMember> members) =>
        new(NodeKind.Mapping, position) { Members = [.. members] };

    public static DocumentNode Sequence(NodePosition position, IEnumerable<DocumentNode> items) =>
        new(NodeKind.Sequence, position) { Items = [.. items] };

    public static DocumentNode Scalar(NodeKind kind, NodePosition position, string text) => new(kind, position) { Text = text };

    public DocumentNode AsInvalid() => new(NodeKind.Invalid, Position);

    public bool Has(string name) => this[name] is not null;

    public string? TextOf(string name) => this[name] is { Kind: NodeKind.Text } node ? node.Text : null;

    public long? IntegerOf(string name) =>
        this[name] is { Kind: NodeKind.Number } node && long.TryParse(node.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;

    public double? NumberOf(string name) =>
        this[name] is { Kind: NodeKind.Number } node && double.TryParse(node.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;

    public bool? FlagOf(string name) =>
        this[name] is { Kind: NodeKind.Boolean } node ? string.Equals(node.Text, "true", StringComparison.Ordinal) : null;

    // Many members of S3's are `{"Status": "Enabled"}` and nothing else.
    public bool IsEnabled(string name) => this[name]?.Says("Status", "Enabled") == true;

    public bool Says(string name, string text) => string.Equals(TextOf(name), text, StringComparison.Ordinal);

    public bool HasInvalid() =>
        IsInvalid || Members.Any(member => member.Value.HasInvalid()) || Items.Any(item => item.HasInvalid());
}
