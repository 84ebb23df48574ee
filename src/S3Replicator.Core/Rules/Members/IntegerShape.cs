namespace S3Replicator.Core.Rules.Members;

internal sealed record IntegerShape(long Minimum, long Maximum) : Shape;
