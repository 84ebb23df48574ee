using System.Text;
using S3Replicator.LocalAws.S3.Checksums;
using S3Replicator.LocalAws.S3.Content;

namespace S3Replicator.LocalAws.Tests.S3;

public sealed class ChecksumTests
{
    [Fact]
    public void Checks_have_the_published_values()
    {
        var check = "123456789"u8;
        ReflectedCrc.Crc32.Append(0, check).ShouldBe(0xCBF43926UL);
        ReflectedCrc.Crc32C.Append(0, check).ShouldBe(0xE3069283UL);
        ReflectedCrc.Crc64Nvme.Append(0, check).ShouldBe(0xAE8B14860A799888UL);
    }

    [Fact]
    public void A_check_of_the_whole_is_made_of_the_checks_of_its_pieces()
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 500).Select(i => $"{i};")));
        foreach (var crc in (ReflectedCrc[])[ReflectedCrc.Crc32, ReflectedCrc.Crc32C, ReflectedCrc.Crc64Nvme])
        {
            for (var cut = 0; cut <= text.Length; cut += 97)
            {
                var first = crc.Append(0, text.AsSpan(0, cut));
                var second = crc.Append(0, text.AsSpan(cut));
                crc.Combine(first, second, text.Length - cut).ShouldBe(crc.Append(0, text));
                crc.Append(first, text.AsSpan(cut)).ShouldBe(crc.Append(0, text));
            }
        }
    }

    [Fact]
    public void A_pattern_reads_the_same_from_any_place()
    {
        var pattern = new PatternContent(42, 0, 10_000);
        var whole = new byte[10_000];
        pattern.CopyTo(0, whole);
        for (var start = 0; start < 9_000; start += 613)
        {
            var piece = new byte[777];
            pattern.Slice(start, 900).CopyTo(50, piece);
            piece.AsSpan().SequenceEqual(whole.AsSpan(start + 50, 777)).ShouldBeTrue();
        }

        whole.Distinct().Count().ShouldBe(256);
    }

    [Fact]
    public void Joined_content_reads_and_slices_across_its_seams()
    {
        var joined = JoinedContent.Join([Piece("abc"), Piece("defg"), Piece("hi")]);
        for (var start = 0; start <= 9; start++)
        {
            for (var length = 0; start + length <= 9; length++)
            {
                var bytes = new byte[length];
                joined.Slice(start, length).CopyTo(0, bytes);
                Encoding.ASCII.GetString(bytes).ShouldBe("abcdefghi".Substring(start, length));
            }
        }
    }

    private static BytesContent Piece(string text) => new(Encoding.ASCII.GetBytes(text));
}
