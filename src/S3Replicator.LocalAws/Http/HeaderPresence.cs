using Microsoft.AspNetCore.Http;

namespace S3Replicator.LocalAws.Http;

/// <summary>Tells cheaply that a header is not there, which is true of most of the sixty that S3 looks for.</summary>
internal readonly record struct HeaderPresence(ulong Bits)
{
    public static HeaderPresence Of(IHeaderDictionary headers)
    {
        var bits = 0UL;
        foreach (var name in headers.Keys)
        {
            bits |= Bit(name);
        }

        return new HeaderPresence(bits);
    }

    public bool MayHave(string name) => (Bits & Bit(name)) != 0;

    /// <summary>By the length and three letters, whatever their case.</summary>
    private static ulong Bit(string name)
    {
        var hash = (name.Length * 7) + ((name[^1] | 0x20) * 3) + ((name[name.Length / 2] | 0x20) * 5) + (name[^Math.Min(name.Length, 4)] | 0x20);
        return 1UL << (hash & 63);
    }
}
