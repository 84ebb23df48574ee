using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Members;

// A word, or a policy document: nested, or as JSON text.
internal sealed record PolicyShape(ImmutableArray<string> Words) : Shape;
