namespace S3Replicator.LocalAws.S3.Objects;

/// <summary>Comparison of entity tags.</summary>
internal static class ETags
{
    /// <summary>True where the header names the tag, alone, in a list or by a star.</summary>
    public static bool Match(string header, string etag)
    {
        foreach (var range in header.AsSpan().Split(','))
        {
            var candidate = header.AsSpan()[range].Trim();
            if (candidate is "*" || candidate.Trim('"').Equals(etag, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for the tag of an object put in one piece, which is its MD5.</summary>
    public static bool IsMd5(string etag) => etag.Length == 32 && !etag.Contains('-', StringComparison.Ordinal);
}
