namespace S3Replicator.Core.Planning;

/// <summary>How a large object is cut into parts; pure.</summary>
public static class PartLayout
{
    /// <summary>S3's bound on the number of parts.</summary>
    public const int MostParts = 10_000;

    /// <summary>S3's smallest part, the last one aside: 5 MiB.</summary>
    public const long SmallestPart = 5L << 20;

    /// <summary>S3's largest part: 5 GiB.</summary>
    public const long LargestPart = 5L << 30;

    private const long Mebibyte = 1L << 20;

    /// <summary>The part size: the source's own where it has one and S3 takes it, so that the ETag stays; else the one asked for, or as much as 10,000 parts need.</summary>
    /// <param name="size">The object's size in bytes.</param>
    /// <param name="wanted">The part size asked for.</param>
    /// <param name="sourcePartSize">The size of the source's first part, where it was uploaded in parts.</param>
    public static long SizeOfPart(long size, long wanted, long? sourcePartSize)
    {
        if (sourcePartSize is >= SmallestPart and <= LargestPart && PartsOf(size, sourcePartSize.Value) <= MostParts)
        {
            return sourcePartSize.Value;
        }

        var needed = (size + MostParts - 1) / MostParts;
        var rounded = (needed + Mebibyte - 1) / Mebibyte * Mebibyte;
        return Math.Clamp(Math.Max(wanted, rounded), SmallestPart, LargestPart);
    }

    /// <summary>The ranges of all parts.</summary>
    public static IEnumerable<PartRange> Ranges(long size, long partSize)
    {
        var number = 1;

        for (var first = 0L; first < size; first += partSize)
        {
            yield return new(number++, first, Math.Min(first + partSize, size) - 1);
        }
    }

    private static long PartsOf(long size, long partSize) => (size + partSize - 1) / partSize;
}
