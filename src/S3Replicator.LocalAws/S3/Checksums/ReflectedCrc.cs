using System.Buffers.Binary;

namespace S3Replicator.LocalAws.S3.Checksums;

/// <summary>A reflected cyclic redundancy check of up to 64 bits, eight bytes a step.</summary>
internal sealed class ReflectedCrc
{
    private const int Slices = 8;
    private readonly ulong[] _table = new ulong[Slices * 256];
    private readonly ulong _polynomial;
    private readonly ulong _mask;
    private readonly int _width;

    private ReflectedCrc(ulong polynomial, int width)
    {
        _polynomial = polynomial;
        _width = width;
        _mask = width == 64 ? ulong.MaxValue : (1UL << width) - 1;
        for (var i = 0; i < 256; i++)
        {
            var value = (ulong)i;
            for (var bit = 0; bit < 8; bit++)
            {
                value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ polynomial;
            }

            _table[i] = value;
        }

        for (var i = 256; i < _table.Length; i++)
        {
            var previous = _table[i - 256];
            _table[i] = (previous >> 8) ^ _table[(byte)previous];
        }
    }

    public static ReflectedCrc Crc32 { get; } = new(0xEDB88320, 32);

    public static ReflectedCrc Crc32C { get; } = new(0x82F63B78, 32);

    public static ReflectedCrc Crc64Nvme { get; } = new(0x9A6C9329AC4BC9B5, 64);

    public int Bytes => _width / 8;

    /// <summary>Continues a check over more bytes; the first call gets zero.</summary>
    public ulong Append(ulong crc, ReadOnlySpan<byte> data)
    {
        crc ^= _mask;
        ReadOnlySpan<ulong> table = _table;
        while (data.Length >= 8)
        {
            var x = crc ^ BinaryPrimitives.ReadUInt64LittleEndian(data);
            crc = table[(7 * 256) + (byte)x]
                  ^ table[(6 * 256) + (byte)(x >> 8)]
                  ^ table[(5 * 256) + (byte)(x >> 16)]
                  ^ table[(4 * 256) + (byte)(x >> 24)]
                  ^ table[(3 * 256) + (byte)(x >> 32)]
                  ^ table[(2 * 256) + (byte)(x >> 40)]
                  ^ table[256 + (byte)(x >> 48)]
                  ^ table[(byte)(x >> 56)];
            data = data[8..];
        }

        foreach (var value in data)
        {
            crc = (crc >> 8) ^ table[(byte)(crc ^ value)];
        }

        return crc ^ _mask;
    }

    /// <summary>The check of two pieces one after the other, from the checks of each.</summary>
    public ulong Combine(ulong first, ulong second, long secondLength) => Multiply(PowerOfX(secondLength), first) ^ second;

    /// <summary>x to the power of eight times the bytes, modulo the polynomial, by squaring.</summary>
    private ulong PowerOfX(long bytes)
    {
        var result = 1UL << (_width - 1);
        var square = 1UL << (_width - 2);
        for (var exponent = (UInt128)(ulong)bytes * 8; exponent != 0; exponent >>= 1)
        {
            if ((exponent & 1) != 0)
            {
                result = Multiply(square, result);
            }

            square = Multiply(square, square);
        }

        return result;
    }

    private ulong Multiply(ulong a, ulong b)
    {
        var product = 0UL;
        for (var bit = 1UL << (_width - 1); bit != 0; bit >>= 1)
        {
            if ((a & bit) != 0)
            {
                product ^= b;
            }

            b = (b & 1) == 0 ? b >> 1 : (b >> 1) ^ _polynomial;
        }

        return product;
    }
}
