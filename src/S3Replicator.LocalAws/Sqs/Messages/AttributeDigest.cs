using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace S3Replicator.LocalAws.Sqs.Messages;

/// <summary>The MD5 over message attributes: sorted by name, each part with its length before it.</summary>
internal static class AttributeDigest
{
    private const byte StringTransport = 1;
    private const byte BinaryTransport = 2;

    /// <param name="sorted">Attributes in ordinal order of their names.</param>
    public static Md5Digest Of(IReadOnlyList<MessageAttribute> sorted)
    {
        var content = new ArrayBufferWriter<byte>(256);
        foreach (var attribute in sorted)
        {
            WriteText(content, attribute.Name);
            WriteText(content, attribute.DataType);
            var isBinary = attribute.BinaryValue is not null;
            content.Write([isBinary ? BinaryTransport : StringTransport]);
            if (isBinary)
            {
                WriteLength(content, attribute.BinaryValue!.Length);
                content.Write(attribute.BinaryValue);
            }
            else
            {
                WriteText(content, attribute.StringValue ?? string.Empty);
            }
        }

        return Md5Digest.Of(content.WrittenSpan);
    }

    private static void WriteText(ArrayBufferWriter<byte> content, string text)
    {
        WriteLength(content, Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, content);
    }

    private static void WriteLength(ArrayBufferWriter<byte> content, int length)
    {
        BinaryPrimitives.WriteInt32BigEndian(content.GetSpan(sizeof(int)), length);
        content.Advance(sizeof(int));
    }
}
