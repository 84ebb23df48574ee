namespace S3Replicator.Core.Rules.Members;

internal sealed record MapShape(int Maximum, TextShape Key, TextShape Value) : Shape;
