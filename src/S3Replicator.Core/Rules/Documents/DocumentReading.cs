using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Documents;

// What a reader found in a file: its documents, or why it could not go on.
internal sealed record DocumentReading(ImmutableArray<DocumentNode> Documents, DocumentFault? Fault)
{
    public static DocumentReading Of(IEnumerable<DocumentNode> documents) => new([.. documents], Fault: null);

    public static DocumentReading Failed(DocumentFault fault) => new([], fault);
}
