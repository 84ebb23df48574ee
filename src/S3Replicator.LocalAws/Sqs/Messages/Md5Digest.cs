using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace S3Replicator.LocalAws.Sqs.Messages;

/// <summary>An MD5 held in place, without an array or a string.</summary>
[InlineArray(Size)]
internal struct Md5Digest
{
    public const int Size = 16;

    private byte _first;

    [SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "SQS answers with MD5.")]
    public static Md5Digest Of(ReadOnlySpan<byte> content)
    {
        Md5Digest digest = default;
        MD5.HashData(content, digest);
        return digest;
    }

    /// <summary>Writes 32 lower-case hexadecimal digits.</summary>
    public readonly void Format(Span<byte> destination)
    {
        const string Hex = "0123456789abcdef";
        ReadOnlySpan<byte> bytes = this;
        for (var i = 0; i < Size; i++)
        {
            destination[2 * i] = (byte)Hex[bytes[i] >> 4];
            destination[(2 * i) + 1] = (byte)Hex[bytes[i] & 15];
        }
    }
}
