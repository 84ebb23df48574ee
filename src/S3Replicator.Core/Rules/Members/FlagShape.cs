namespace S3Replicator.Core.Rules.Members;

internal sealed record FlagShape : Shape
{
    public static FlagShape Instance { get; } = new();
}
