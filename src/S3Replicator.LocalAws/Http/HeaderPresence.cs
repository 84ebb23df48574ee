using Microsoft.AspNetCore.Http;

namespace S3Replicator.LocalAws.Http;

/// <summary>Tells cheaply that a header is not there, which is true of most of the sixty that S3 looks for, and how many characters there are in all.</summary>
internal readonly record struct HeaderPresence(ulong Bits, int Size)
{
    public static HeaderPresence Of(IHeaderDictionary headers)
    {
        var bits = 0UL;
        var size = 0;
        foreach (var (name, values) in headers)
        {
            bits |= Bit(name);
            size += name.Length + (values.Count == 1 ? values[0]!.Length : values.ToString().Length);
        }

        return new HeaderPresence(bits, size);
    }

    public bool MayHave(string name) => (Bits & Bit(name)) != 0;

    /// <summary>By the length and three letters, whatever their case.</summary>
    private static ulong Bit(string name)
    {
        var hash = (name.Length * 7) + ((name[^1] | 0x20) * 3) + ((name[name.Length / 2] | 0x20) * 5) + (name[^Math.Min(name.Length, 4)] | 0x20);
        return 1UL << (hash & 63);
    }
}
