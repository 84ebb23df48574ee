using System.Text;

namespace S3Replicator.Core.Rules.Documents;

internal static class DocumentEncoding
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // The longer marks come first: UTF-32's begins with UTF-16's.
    private static readonly (byte[] Mark, Encoding Encoding)[] Marks =
    [
        ([0xFF, 0xFE, 0x00, 0x00], new UTF32Encoding(bigEndian: false, byteOrderMark: true, throwOnInvalidCharacters: true)),
        ([0x00, 0x00, 0xFE, 0xFF], new UTF32Encoding(bigEndian: true, byteOrderMark: true, throwOnInvalidCharacters: true)),
        ([0xEF, 0xBB, 0xBF], StrictUtf8),
        ([0xFF, 0xFE], new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true)),
        ([0xFE, 0xFF], new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true)),
    ];

    public static bool HasMark(ReadOnlySpan<byte> content)
    {
        foreach (var (mark, _) in Marks)
        {
            if (content.StartsWith(mark))
            {
                return true;
            }
        }

        return false;
    }

    public static string Decode(ReadOnlySpan<byte> content)
    {
        var encoding = (Encoding)StrictUtf8;
        foreach (var (mark, marked) in Marks)
        {
            if (content.StartsWith(mark))
            {
                encoding = marked;
                content = content[mark.Length..];
                break;
            }
        }

        try
        {
            return encoding.GetString(content);
        }
        catch (DecoderFallbackException exception)
        {
            var line = ReferenceEquals(encoding, StrictUtf8) ? 1 + content[..Math.Clamp(exception.Index, 0, content.Length)].Count((byte)'\n') : (int?)null;
            throw new DocumentFaultException(new DocumentFault(
                "InvalidEncoding",
                $"The file is not valid {encoding.WebName}.",
                line,
                Hint: "Save it as UTF-8, or with a byte order mark."));
        }
    }
}
