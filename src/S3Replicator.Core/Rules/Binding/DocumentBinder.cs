using System.Collections.Immutable;
using S3Replicator.Core.Rules.Documents;

namespace S3Replicator.Core.Rules.Binding;

// From a document as written to its normalised form. What is invalid was reported before and gets its default here, so that checks
// over all documents can still be made; such rules never reach a rule set.
internal static class DocumentBinder
{
    public static ReplicationDocument? Bind(WrittenDocument document, ImmutableArray<ReplicationRule> rules)
    {
        if (document.Node.TextOf("Bucket") is not { } text || BucketName.Parse(text) is not { } bucket)
        {
            return null;
        }

        return new ReplicationDocument
        {
            Bucket = bucket.Name,
            Role = document.UsesAmbientCredentials ? null : document.Node.TextOf("Role"),
            Rules = rules,
            SourceAccount = document.Extension.TextOf("SourceAccount"),
            RoleOptions = RoleOptionsOf(document.RoleOptions),
            Versioning = document.Extension.Says("Versioning", "Optional") ? VersioningRequirement.Optional : VersioningRequirement.Required,
        };
    }

    private static RoleOptions RoleOptionsOf(DocumentNode node)
    {
        var policy = node.TextOf("SessionPolicy");
        return RoleOptions.Default with
        {
            ExternalId = node.TextOf("ExternalId"),
            SessionTags = SessionTagsOf(node["SessionTags"]),
            DurationSeconds = (int?)node.IntegerOf("DurationSeconds") ?? RoleOptions.Default.DurationSeconds,
            ScopedSessionPolicy = policy is "Scoped",
            SessionPolicy = policy is null or "None" or "Scoped" ? null : policy,
        };
    }

    private static ImmutableSortedDictionary<string, string> SessionTagsOf(DocumentNode? node) =>
        node is null
            ? RoleOptions.Default.SessionTags
            : node.Members
                .Where(member => member.Value.Kind == NodeKind.Text)
                .ToImmutableSortedDictionary(member => member.Name, member => member.Value.Text, StringComparer.Ordinal);
}
