using System.Collections.Immutable;
using S3Replicator.Core.Rules.Documents;
using S3Replicator.Core.Rules.Validation;

namespace S3Replicator.Core.Rules.Binding;

// One document as it was written, its members known and of their kind.
internal sealed class WrittenDocument
{
    public WrittenDocument(DocumentNode node, FileProblems problems)
    {
        Node = node;
        Problems = problems;
        Rules = [.. (node["Rules"]?.Items ?? []).Where(item => item.Kind == NodeKind.Mapping).Select((item, index) => new WrittenRule(this, item, index))];
    }

    public DocumentNode Node { get; }

    public FileProblems Problems { get; }

    public ImmutableArray<WrittenRule> Rules { get; }

    public DocumentNode Extension => WrittenRule.Part(Node, "S3Replicator");

    public DocumentNode RoleOptions => WrittenRule.Part(Extension, "RoleOptions");

    public bool UsesAmbientCredentials => Extension.FlagOf("AmbientCredentials") == true;
}
