namespace S3Replicator.Aws.S3;

/// <summary>ETags go over the wire in quotes and are compared without them.</summary>
internal static class ETags
{
    public static string Bare(string? etag) => etag?.Trim('"') ?? string.Empty;

    public static string Quoted(string etag) => $"\"{etag}\"";
}
