using System.Text;
using S3Replicator.Core.Rules.Documents;

namespace S3Replicator.Core.Rules.Writing;

// The one tree that stands for a normalised document, whatever it was written in.
internal static class CanonicalDocument
{
    public static DocumentNode Of(ReplicationDocument document) =>
        new TreeBuilder()
            .Text("Bucket", document.Bucket)
            .Text("Role", document.Role)
            .Add("Rules", DocumentNode.Sequence(NodePosition.Whole, document.Rules.Select(CanonicalRule.Of)))
            .AddUnlessEmpty("S3Replicator", ExtensionOf(document))
            .Node;

    private static DocumentNode ExtensionOf(ReplicationDocument document) =>
        new TreeBuilder()
            .Flag("AmbientCredentials", document.Role is null)
            .Text("SourceAccount", document.SourceAccount)
            .AddUnlessEmpty("RoleOptions", RoleOptionsOf(document.RoleOptions))
            .Text("Versioning", "Optional", when: document.Versioning == VersioningRequirement.Optional)
            .Node;

    private static DocumentNode RoleOptionsOf(RoleOptions options)
    {
        var tags = new TreeBuilder();
        foreach (var (key, value) in options.SessionTags)
        {
            tags.Text(key, value);
        }

        var builder = new TreeBuilder()
            .Text("ExternalId", options.ExternalId)
            .AddUnlessEmpty("SessionTags", tags.Node)
            .Number("DurationSeconds", options.DurationSeconds == RoleOptions.Default.DurationSeconds ? (long?)null : options.DurationSeconds)
            .Text("SessionPolicy", "Scoped", when: options.ScopedSessionPolicy);
        return options.SessionPolicy is { } policy ? builder.Add("SessionPolicy", PolicyOf(policy)).Node : builder.Node;
    }

    private static DocumentNode PolicyOf(string policy) => new JsonDocumentReader().Read(Encoding.UTF8.GetBytes(policy)).Documents[0];
}
