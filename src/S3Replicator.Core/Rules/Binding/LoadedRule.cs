namespace S3Replicator.Core.Rules.Binding;

// A rule as written together with what it was normalised to; no model where even its destination cannot be told.
internal sealed record LoadedRule(WrittenRule Written, ReplicationRule? Model);
