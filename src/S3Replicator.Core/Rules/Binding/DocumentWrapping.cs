using S3Replicator.Core.Rules.Documents;
using S3Replicator.Core.Rules.Members;
using S3Replicator.Core.Rules.Validation;

namespace S3Replicator.Core.Rules.Binding;

// Takes a document out of what `aws s3api get-bucket-replication` wraps it in.
internal static class DocumentWrapping
{
    public static DocumentNode Unwrap(DocumentNode node, string? bucket, FileProblems problems)
    {
        var document = node;
        if (node.Kind == NodeKind.Mapping && node[DocumentMembers.Wrapper] is not null)
        {
            var members = new MemberNames(problems).Resolve(node, DocumentMembers.Wrapped).ToList();
            var inner = members.Single(IsWrapper).Value;
            var beside = members.Where(pair => !IsWrapper(pair)).Select(pair => new DocumentMember(pair.Member.Name, pair.Value));
            document = inner.Kind == NodeKind.Mapping ? inner with { Members = [.. inner.Members, .. beside] } : inner;
        }

        return bucket is not null && document.Kind == NodeKind.Mapping && !document.Has("Bucket")
            ? document with { Members = document.Members.Add(new DocumentMember("Bucket", DocumentNode.Scalar(NodeKind.Text, document.Position, bucket))) }
            : document;
    }

    private static bool IsWrapper((Member Member, DocumentNode Value) pair) => string.Equals(pair.Member.Name, DocumentMembers.Wrapper, StringComparison.Ordinal);
}
