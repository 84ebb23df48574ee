using System.Globalization;
using S3Replicator.Core.Rules.Documents;
using S3Replicator.Core.Rules.Members;
using S3Replicator.Core.Rules.Validation;

namespace S3Replicator.Core.Rules.Binding;

// Holds a tree against the description of members. What comes out has only known members under their canonical names, each of the
// described kind or marked invalid (and reported), so that what follows can look at meaning alone.
internal sealed class DocumentConformer(FileProblems problems)
{
    private readonly ScalarConformer _scalars = new(problems);
    private readonly MemberNames _names = new(problems);

    public DocumentNode Conform(DocumentNode node, Shape shape, Member? member = null)
    {
        if (node.IsInvalid)
        {
            return node;
        }

        if (shape is not PolicyShape && Intrinsics.NameOf(node) is { } function)
        {
            problems.Error(node, "UnresolvedIntrinsic", $"The template function {function} is not resolved.", "Write the value that it stands for.");
            return node.AsInvalid();
        }

        return shape switch
        {
            ObjectShape @object => Object(node, @object),
            ListShape list => List(node, list),
            MapShape map => Map(node, map),
            PolicyShape policy => PolicyConformer.Conform(node, policy, problems),
            _ => _scalars.Conform(node, shape, member),
        };
    }

    private DocumentNode Object(DocumentNode node, ObjectShape shape)
    {
        if (node.Kind != NodeKind.Mapping)
        {
            return WrongKind(node, $"members of {shape.Name}");
        }

        var members = new List<DocumentMember>();
        var misplaced = new List<(Member Member, DocumentNode Value)>();
        foreach (var (member, value) in _names.Resolve(node, shape))
        {
            var conformed = Conform(value, member.Shape, member);
            if (member.BelongsIn is null)
            {
                members.Add(new DocumentMember(member.Name, conformed));
            }
            else
            {
                misplaced.Add((member, conformed));
            }
        }

        var result = DocumentNode.Mapping(node.Position, members);
        foreach (var (member, value) in misplaced)
        {
            result = Move(result, member, value);
        }

        ReportMissing(result, shape);
        return result;
    }

    private DocumentNode Move(DocumentNode node, Member member, DocumentNode value)
    {
        problems.NotNative(value, "MisplacedMember", $"{member.Name} belongs in {member.BelongsIn}.", $"Move it into {member.BelongsIn}.");
        if (node[member.BelongsIn!] is not { Kind: NodeKind.Mapping } home)
        {
            return node;
        }

        if (home.Has(member.Name))
        {
            problems.Error(value, "DuplicateMember", $"{member.Name} is given twice, here and in {member.BelongsIn}.", "Keep the one in its place.");
            return node;
        }

        var filled = home with { Members = home.Members.Add(new DocumentMember(member.Name, value)) };
        return node with { Members = [.. node.Members.Select(other => string.Equals(other.Name, member.BelongsIn, StringComparison.Ordinal) ? other with { Value = filled } : other)] };
    }

    private void ReportMissing(DocumentNode node, ObjectShape shape)
    {
        foreach (var member in shape.Members)
        {
            if (member.IsRequired && !node.Has(member.Name))
            {
                problems.Error(node, member.MissingCode, $"{shape.Name} has no {member.Name}.", $"Add {member.Name}: {member.Summary}");
            }
        }
    }

    private DocumentNode List(DocumentNode node, ListShape shape)
    {
        if (node.Kind != NodeKind.Sequence)
        {
            return WrongKind(node, "a list");
        }

        if (node.Items.Length > shape.Maximum)
        {
            problems.Error(node, "TooManyItems", string.Create(CultureInfo.InvariantCulture, $"There are {node.Items.Length} items; at most {shape.Maximum} are allowed."));
        }

        return DocumentNode.Sequence(node.Position, node.Items.Select(item => Conform(item, shape.Item)));
    }

    private DocumentNode Map(DocumentNode node, MapShape shape)
    {
        if (node.Kind != NodeKind.Mapping)
        {
            return WrongKind(node, "names with their values");
        }

        if (node.Members.Length > shape.Maximum)
        {
            problems.Error(node, "TooManyItems", string.Create(CultureInfo.InvariantCulture, $"There are {node.Members.Length} entries; at most {shape.Maximum} are allowed."));
        }

        var members = new List<DocumentMember>();
        foreach (var group in node.Members.GroupBy(member => member.Name, StringComparer.Ordinal))
        {
            foreach (var duplicate in group.Skip(1))
            {
                problems.Error(duplicate.Value, "DuplicateMember", $"{group.Key} is given twice.");
            }

            var value = group.First().Value;
            _scalars.Conform(DocumentNode.Scalar(NodeKind.Text, value.Position, group.Key), shape.Key);
            members.Add(new DocumentMember(group.Key, Conform(value, shape.Value)));
        }

        return DocumentNode.Mapping(node.Position, members);
    }

    private DocumentNode WrongKind(DocumentNode node, string expected)
    {
        problems.Error(node, "WrongType", $"Here stands {ScalarConformer.Describe(node)}, where {expected} belong{(expected.StartsWith('a') ? "s" : "")}.");
        return node.AsInvalid();
    }
}
