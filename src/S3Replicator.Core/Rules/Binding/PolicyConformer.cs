using System.Text;
using S3Replicator.Core.Rules.Documents;
using S3Replicator.Core.Rules.Members;
using S3Replicator.Core.Rules.Validation;

namespace S3Replicator.Core.Rules.Binding;

// A policy document is kept as compact JSON text, whatever form it was written in.
internal static class PolicyConformer
{
    // STS AssumeRole: the plain text of inline and managed session policies together.
    private const int MaxCharacters = 2048;

    public static DocumentNode Conform(DocumentNode node, PolicyShape shape, FileProblems problems)
    {
        if (node.Kind is NodeKind.Text or NodeKind.Untyped && shape.Words.Contains(node.Text, StringComparer.Ordinal))
        {
            return DocumentNode.Scalar(NodeKind.Text, node.Position, node.Text);
        }

        var policy = node.Kind is NodeKind.Text or NodeKind.Untyped ? Parse(node) : node;
        if (policy is not { Kind: NodeKind.Mapping, Members.Length: > 0 })
        {
            problems.Error(node, "InvalidSessionPolicy", $"This is neither {string.Join(" nor ", shape.Words)} nor a policy document.", "A policy document is an object with Version and Statement.");
            return node.AsInvalid();
        }

        if (FindIntrinsic(policy) is { } intrinsic)
        {
            problems.Error(intrinsic, "UnresolvedIntrinsic", $"The template function {intrinsic.Text} is not resolved.", "Write the value that it stands for.");
            return node.AsInvalid();
        }

        if (FindDuplicate(policy) is { } duplicate)
        {
            problems.Error(duplicate.Value, "DuplicateMember", $"{duplicate.Name} is given twice.");
            return node.AsInvalid();
        }

        var text = DocumentJson.Write(policy);
        if (text.Length > MaxCharacters)
        {
            problems.Error(node, "InvalidSessionPolicy", $"The policy has {text.Length} characters; STS takes at most {MaxCharacters}.", "Use Scoped, or narrow the role itself.");
            return node.AsInvalid();
        }

        return DocumentNode.Scalar(NodeKind.Text, node.Position, text);
    }

    private static DocumentNode? Parse(DocumentNode node) =>
        new JsonDocumentReader().Read(Encoding.UTF8.GetBytes(node.Text)) is { Faults.IsEmpty: true, Documents: [var root] } && node.Text.AsSpan().TrimStart().StartsWith('{') ? root : null;

    private static DocumentMember? FindDuplicate(DocumentNode node)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in node.Members)
        {
            if (!names.Add(member.Name))
            {
                return member;
            }
        }

        return node.Members.Select(member => member.Value).Concat(node.Items).Select(FindDuplicate).FirstOrDefault(found => found is not null);
    }

    private static DocumentNode? FindIntrinsic(DocumentNode node) =>
        node.Kind == NodeKind.Intrinsic ? node : node.Members.Select(member => member.Value).Concat(node.Items).Select(FindIntrinsic).FirstOrDefault(found => found is not null);
}
