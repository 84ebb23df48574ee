namespace S3Replicator.Core.Planning;

/// <summary>How a large object is cut into parts; pure.</summary>
/// <param name="Runs">The parts from the first to the last.</param>
public sealed record PartLayout(IReadOnlyList<PartRun> Runs)
{
    /// <summary>S3's bound on the number of parts.</summary>
    public const int MostParts = 10_000;

    /// <summary>S3's smallest part, the last one aside: 5 MiB.</summary>
    public const long SmallestPart = 5L << 20;

    /// <summary>S3's largest part: 5 GiB.</summary>
    public const long LargestPart = 5L << 30;

    private const long Mebibyte = 1L << 20;

    /// <summary>A layout that is not known yet.</summary>
    public static PartLayout None { get; } = new([]);

    /// <summary>The number of parts.</summary>
    public int Count => Runs.Sum(run => run.Count);

    /// <summary>Parts of one size, the last one aside: the size asked for, or as much as 10,000 parts need.</summary>
    /// <param name="size">The object's size in bytes.</param>
    /// <param name="wanted">The part size asked for.</param>
    public static PartLayout Even(long size, long wanted)
    {
        var needed = (size + MostParts - 1) / MostParts;
        var rounded = (needed + Mebibyte - 1) / Mebibyte * Mebibyte;
        return Equal(size, Math.Clamp(Math.Max(wanted, rounded), SmallestPart, LargestPart));
    }

    /// <summary>Parts of exactly one size, the last one aside.</summary>
    public static PartLayout Equal(long size, long partSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(partSize, 1);
        var (whole, rest) = Math.DivRem(size, partSize);
        List<PartRun> runs = [];

        if (whole > 0)
        {
            runs.Add(new(checked((int)whole), partSize));
        }

        if (rest > 0)
        {
            runs.Add(new(1, rest));
        }

        return new(runs);
    }

    /// <summary>Parts of these sizes.</summary>
    public static PartLayout Of(IEnumerable<long> sizes)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        List<PartRun> runs = [];

        foreach (var size in sizes)
        {
            if (runs is [.., var last] && last.Size == size)
            {
                runs[^1] = last with { Count = last.Count + 1 };
            }
            else
            {
                runs.Add(new(1, size));
            }
        }

        return new(runs);
    }

    /// <summary>Whether S3 takes such parts, and they make an object of the size.</summary>
    public bool IsLegalFor(long size)
    {
        long total = 0, count = 0;

        foreach (var (index, run) in Runs.Index())
        {
            var isLast = index == Runs.Count - 1;

            if (run.Count is < 1 or > MostParts || run.Size is < 1 or > LargestPart || (run.Size < SmallestPart && !(isLast && run.Count == 1)))
            {
                return false;
            }

            total += run.Count * run.Size;
            count += run.Count;
        }

        return total == size && count is > 0 and <= MostParts;
    }

    /// <summary>The ranges of all parts.</summary>
    public IEnumerable<PartRange> Ranges()
    {
        var number = 1;
        var first = 0L;

        foreach (var run in Runs)
        {
            for (var part = 0; part < run.Count; part++)
            {
                yield return new(number++, first, first + run.Size - 1);
                first += run.Size;
            }
        }
    }
}
