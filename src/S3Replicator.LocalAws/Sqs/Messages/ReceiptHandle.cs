using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;

namespace S3Replicator.LocalAws.Sqs.Messages;

/// <summary>Points to one receive of one message; opaque text outside.</summary>
/// <param name="QueueTag">Random for each queue, so that a handle of another queue is known as such.</param>
/// <param name="Sequence">The message.</param>
/// <param name="ReceiveCount">Which receive of it.</param>
internal readonly record struct ReceiptHandle(long QueueTag, long Sequence, int ReceiveCount)
{
    /// <summary>The length of the text.</summary>
    public const int TextLength = ByteLength / 3 * 4;

    private const int ByteLength = 24;

    // Three bytes that make the text begin with AQEB, as SQS's own do.
    private const int PrefixLength = 3;
    private const byte Prefix = 1;

    public void Format(Span<byte> destination)
    {
        Span<byte> bytes = stackalloc byte[ByteLength];
        bytes[..PrefixLength].Fill(Prefix);
        BinaryPrimitives.WriteInt64BigEndian(bytes[3..], QueueTag);
        BinaryPrimitives.WriteInt64BigEndian(bytes[11..], Sequence);
        BinaryPrimitives.WriteInt32BigEndian(bytes[19..], ReceiveCount);
        bytes[^1] = Check(bytes);
        Base64.EncodeToUtf8(bytes, destination, out _, out _);
    }

    public override string ToString()
    {
        Span<byte> text = stackalloc byte[TextLength];
        Format(text);
        return Encoding.ASCII.GetString(text);
    }

    public static bool TryParse(ReadOnlySpan<char> text, out ReceiptHandle handle)
    {
        handle = default;
        Span<byte> bytes = stackalloc byte[ByteLength];
        if (text.Length != TextLength
            || !Convert.TryFromBase64Chars(text, bytes, out var written)
            || written != ByteLength
            || bytes[0] != Prefix
            || bytes[^1] != Check(bytes))
        {
            return false;
        }

        handle = new ReceiptHandle(
            BinaryPrimitives.ReadInt64BigEndian(bytes[3..]),
            BinaryPrimitives.ReadInt64BigEndian(bytes[11..]),
            BinaryPrimitives.ReadInt32BigEndian(bytes[19..]));
        return true;
    }

    private static byte Check(ReadOnlySpan<byte> bytes)
    {
        byte check = 0x5A;
        foreach (var value in bytes[..^1])
        {
            check = (byte)((check * 31) + value);
        }

        return check;
    }
}
