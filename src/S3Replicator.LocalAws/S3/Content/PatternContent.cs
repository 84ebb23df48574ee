using System.Buffers.Binary;
using System.Globalization;

namespace S3Replicator.LocalAws.S3.Content;

/// <summary>
/// Content made by a generator, so that terabytes cost no memory: the little-endian words of a 64-bit xorshift sequence.
/// The sequence is linear over GF(2), so any place in it is reached by jumps.
/// </summary>
internal sealed class PatternContent(ulong seed, long start, long length) : ObjectContent
{
    private const int Word = sizeof(ulong);

    public ulong Seed => seed;

    public long Start => start;

    public override long Length => length;

    public override bool IsSparse => true;

    public override string Identity => string.Create(CultureInfo.InvariantCulture, $"pattern:{seed}:{start}:{length}");

    public override void CopyTo(long offset, Span<byte> destination)
    {
        var at = start + offset;
        var word = XorShift.Jump(XorShift.First(seed), at / Word);
        var skip = (int)(at % Word);
        Span<byte> bytes = stackalloc byte[Word];
        while (!destination.IsEmpty)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, word);
            var count = Math.Min(Word - skip, destination.Length);
            bytes.Slice(skip, count).CopyTo(destination);
            destination = destination[count..];
            skip = 0;
            word = XorShift.Next(word);
        }
    }

    public override ObjectContent Slice(long offset, long length) => new PatternContent(seed, start + offset, length);
}
