namespace S3Replicator.LocalAws.Faults;

/// <summary>Numbers that look random and follow from a seed and a position alone.</summary>
internal static class SeededDraw
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private const int UnusedBits = 11;

    /// <summary>A number from 0 up to 1.</summary>
    public static double Of(ulong seed, ulong position)
    {
        var z = seed + (position * Golden);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> UnusedBits) * (1.0 / (1UL << (64 - UnusedBits)));
    }
}
