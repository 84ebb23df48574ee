using FsCheck.Xunit;
using S3Replicator.Core.Planning;

namespace S3Replicator.Core.Tests.Planning;

public sealed class PartLayoutTests
{
    private const long Mebibyte = 1L << 20;
    private const long LargestObject = 5L << 40;

    [Property]
    public bool An_even_layout_is_one_that_S3_takes(ulong size, ulong wanted)
    {
        var bytes = (long)(size % (ulong)LargestObject) + 1;

        return PartLayout.Even(bytes, (long)(wanted % (6UL << 30))).IsLegalFor(bytes);
    }

    [Property]
    public bool Ranges_follow_each_other_from_the_first_byte_to_the_last(ushort[] sizes)
    {
        var layout = PartLayout.Of(sizes.Select(size => size + 1L));
        var ranges = layout.Ranges().ToList();

        return ranges.Select(range => range.Number).SequenceEqual(Enumerable.Range(1, sizes.Length))
            && ranges.Select(range => range.Size).SequenceEqual(sizes.Select(size => size + 1L))
            && ranges.Zip(ranges.Skip(1)).All(pair => pair.Second.First == pair.First.Last + 1)
            && layout.Count == sizes.Length;
    }

    [Property]
    public bool A_layout_is_legal_for_its_own_size_alone(byte[] sizes, short off)
    {
        long[] parts = [.. sizes.Select(size => (5 + size) * Mebibyte), 1];
        var layout = PartLayout.Of(parts);

        return layout.IsLegalFor(parts.Sum()) && (off == 0 || !layout.IsLegalFor(parts.Sum() + off));
    }

    [Theory]
    [InlineData(5_368_709_121, 134_217_728, 41)]
    [InlineData(6_442_450_944, 134_217_728, 48)]
    [InlineData(5_497_558_138_880, 134_217_728, 9_987)]
    [InlineData(10_485_760, 1, 2)]
    public void Cuts_as_many_parts_as_are_needed(long size, long wanted, int parts) => PartLayout.Even(size, wanted).Count.ShouldBe(parts);

    [Fact]
    public void Refuses_what_S3_refuses()
    {
        new PartLayout([]).IsLegalFor(0).ShouldBeFalse();
        new PartLayout([new(2, 4 * Mebibyte)]).IsLegalFor(8 * Mebibyte).ShouldBeFalse();
        new PartLayout([new(1, 4 * Mebibyte), new(1, 5 * Mebibyte)]).IsLegalFor(9 * Mebibyte).ShouldBeFalse();
        new PartLayout([new(10_001, 5 * Mebibyte)]).IsLegalFor(10_001 * 5 * Mebibyte).ShouldBeFalse();
        new PartLayout([new(6_000, 5 * Mebibyte), new(6_000, 6 * Mebibyte)]).IsLegalFor(66_000 * Mebibyte).ShouldBeFalse();
        new PartLayout([new(1, PartLayout.LargestPart + 1)]).IsLegalFor(PartLayout.LargestPart + 1).ShouldBeFalse();
        new PartLayout([new(1, long.MaxValue), new(1, long.MaxValue)]).IsLegalFor(-2).ShouldBeFalse();
    }
}
