namespace S3Replicator.LocalAws.S3.Storage;

/// <summary>S3's order of keys: by their UTF-8 bytes, which is not the order of UTF-16 code units.</summary>
internal static class KeyOrder
{
    public static int Compare(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var common = a.CommonPrefixLength(b);
        return common == a.Length || common == b.Length
            ? a.Length - b.Length
            : Weight(a[common]) - Weight(b[common]);
    }

    /// <summary>Surrogates stand for code points above all others.</summary>
    private static int Weight(char c) => c switch
    {
        >= '\uE000' => c - 0x800,
        >= '\uD800' => c + 0x2000,
        _ => c,
    };
}
