namespace S3Replicator.Core.Rules.Members;

// A number above zero.
internal sealed record NumberShape(double Maximum) : Shape;
