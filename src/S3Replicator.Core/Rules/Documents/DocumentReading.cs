using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Documents;

// What a reader found in a file: its documents as far as they can be told, and what is wrong with the text itself.
internal sealed record DocumentReading(ImmutableArray<DocumentNode> Documents, ImmutableArray<DocumentFault> Faults)
{
    public static DocumentReading Of(IEnumerable<DocumentNode> documents) => new([.. documents], []);

    public static DocumentReading Failed(DocumentFault fault) => new([], [fault]);
}
