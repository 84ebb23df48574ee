using S3Replicator.Core.Rules.Documents;

namespace S3Replicator.Core.Rules.Binding;

// CloudFormation's template functions, which are resolved at deployment and not here.
internal static class Intrinsics
{
    public static string? NameOf(DocumentNode node)
    {
        if (node.Kind == NodeKind.Intrinsic)
        {
            return node.Text;
        }

        return node is { Kind: NodeKind.Mapping, Members: [var only] } && IsFunction(only.Name) ? only.Name : null;
    }

    private static bool IsFunction(string name) => name is "Ref" or "Condition" || name.StartsWith("Fn::", StringComparison.Ordinal);
}
