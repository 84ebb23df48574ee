using System.Buffers.Binary;
using System.Security.Cryptography;
using S3Replicator.LocalAws.S3.Content;

namespace S3Replicator.LocalAws.S3.Checksums;

/// <summary>Names and values of checksums.</summary>
internal static class ChecksumAlgorithms
{
    public static ChecksumAlgorithm[] All { get; } = Enum.GetValues<ChecksumAlgorithm>();

    /// <summary>The name in documents and in <c>x-amz-checksum-algorithm</c>.</summary>
    public static string Name(this ChecksumAlgorithm algorithm) => algorithm switch
    {
        ChecksumAlgorithm.Crc32 => "CRC32",
        ChecksumAlgorithm.Crc32C => "CRC32C",
        ChecksumAlgorithm.Crc64Nvme => "CRC64NVME",
        ChecksumAlgorithm.Sha1 => "SHA1",
        _ => "SHA256",
    };

    /// <summary>The name of the element that holds the value.</summary>
    public static string Element(this ChecksumAlgorithm algorithm) => algorithm switch
    {
        ChecksumAlgorithm.Crc32 => "ChecksumCRC32",
        ChecksumAlgorithm.Crc32C => "ChecksumCRC32C",
        ChecksumAlgorithm.Crc64Nvme => "ChecksumCRC64NVME",
        ChecksumAlgorithm.Sha1 => "ChecksumSHA1",
        _ => "ChecksumSHA256",
    };

    public static string Header(this ChecksumAlgorithm algorithm) => algorithm switch
    {
        ChecksumAlgorithm.Crc32 => "x-amz-checksum-crc32",
        ChecksumAlgorithm.Crc32C => "x-amz-checksum-crc32c",
        ChecksumAlgorithm.Crc64Nvme => "x-amz-checksum-crc64nvme",
        ChecksumAlgorithm.Sha1 => "x-amz-checksum-sha1",
        _ => "x-amz-checksum-sha256",
    };

    public static ChecksumAlgorithm? Parse(string? name)
    {
        foreach (var algorithm in All)
        {
            if (string.Equals(algorithm.Name(), name, StringComparison.OrdinalIgnoreCase))
            {
                return algorithm;
            }
        }

        return null;
    }

    public static int Size(this ChecksumAlgorithm algorithm) => algorithm switch
    {
        ChecksumAlgorithm.Crc64Nvme => 8,
        ChecksumAlgorithm.Sha1 => 20,
        ChecksumAlgorithm.Sha256 => 32,
        _ => 4,
    };

    public static ReflectedCrc? Crc(this ChecksumAlgorithm algorithm) => algorithm switch
    {
        ChecksumAlgorithm.Crc32 => ReflectedCrc.Crc32,
        ChecksumAlgorithm.Crc32C => ReflectedCrc.Crc32C,
        ChecksumAlgorithm.Crc64Nvme => ReflectedCrc.Crc64Nvme,
        _ => null,
    };

    /// <summary>The checksum of bytes, in base64.</summary>
    public static string Compute(this ChecksumAlgorithm algorithm, ObjectContent content)
    {
        if (algorithm.Crc() is { } crc)
        {
            var accumulator = new CrcAccumulator(crc);
            ContentHashing.ForEachBlock(content, accumulator, static (block, accumulator) => accumulator.Append(block));
            return Encode(crc, accumulator.Value);
        }

        using var hash = IncrementalHash.CreateHash(algorithm == ChecksumAlgorithm.Sha1 ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256);
        ContentHashing.Append(hash, content);
        return Convert.ToBase64String(hash.GetHashAndReset());
    }

    public static string Encode(ReflectedCrc crc, ulong value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return Convert.ToBase64String(bytes[^crc.Bytes..]);
    }

    public static ulong DecodeCrc(string base64)
    {
        Span<byte> bytes = stackalloc byte[8];
        bytes.Clear();
        Span<byte> decoded = stackalloc byte[8];
        Convert.TryFromBase64String(base64, decoded, out var written);
        decoded[..written].CopyTo(bytes[^written..]);
        return BinaryPrimitives.ReadUInt64BigEndian(bytes);
    }
}
