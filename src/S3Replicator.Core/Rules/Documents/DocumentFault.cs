namespace S3Replicator.Core.Rules.Documents;

internal sealed record DocumentFault(string Code, string Message, int? Line = null, string Pointer = "", string? Hint = null);
