using System.Numerics;

namespace S3Replicator.LocalAws.S3.Content;

/// <summary>Marsaglia's 64-bit xorshift (13, 7, 17) with jumps.</summary>
internal static class XorShift
{
    private const int Bits = 64;
    private static readonly ulong[][] Powers = BuildPowers();

    /// <summary>A first word for a seed; never zero, where the sequence would stand still.</summary>
    public static ulong First(ulong seed)
    {
        var word = (seed + 0x9E3779B97F4A7C15) * 0xBF58476D1CE4E5B9;
        word ^= word >> 31;
        return word == 0 ? 0x9E3779B97F4A7C15 : word;
    }

    public static ulong Next(ulong word)
    {
        word ^= word << 13;
        word ^= word >> 7;
        return word ^ (word << 17);
    }

    /// <summary>The word that comes after so many steps.</summary>
    public static ulong Jump(ulong word, long steps)
    {
        for (var remaining = (ulong)steps; remaining != 0; remaining &= remaining - 1)
        {
            word = Apply(Powers[BitOperations.TrailingZeroCount(remaining)], word);
        }

        return word;
    }

    private static ulong Apply(ulong[] columns, ulong word)
    {
        var result = 0UL;
        for (; word != 0; word &= word - 1)
        {
            result ^= columns[BitOperations.TrailingZeroCount(word)];
        }

        return result;
    }

    private static ulong[][] BuildPowers()
    {
        var powers = new ulong[Bits][];
        powers[0] = [.. Enumerable.Range(0, Bits).Select(bit => Next(1UL << bit))];
        for (var i = 1; i < Bits; i++)
        {
            var previous = powers[i - 1];
            powers[i] = [.. previous.Select(column => Apply(previous, column))];
        }

        return powers;
    }
}
