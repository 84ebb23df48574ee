using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Binding;

internal sealed record LoadedDocument(WrittenDocument Written, ReplicationDocument? Model, ImmutableArray<LoadedRule> Rules);
