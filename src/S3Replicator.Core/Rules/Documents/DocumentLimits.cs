namespace S3Replicator.Core.Rules.Documents;

// Bounds on what is read at all, far above what S3 takes (2 MB and 1,000 rules a configuration).
internal static class DocumentLimits
{
    public const int Bytes = 16 * 1024 * 1024;

    public const int Depth = 32;

    public const int Nodes = 500_000;
}
