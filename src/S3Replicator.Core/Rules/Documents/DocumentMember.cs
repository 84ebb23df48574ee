namespace S3Replicator.Core.Rules.Documents;

internal readonly record struct DocumentMember(string Name, DocumentNode Value);
