using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace S3Replicator.LocalAws.Http;

/// <summary>Percent-encoding as AWS signs and reads it.</summary>
internal static class UriText
{
    private const string Hex = "0123456789ABCDEF";
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly SearchValues<char> Unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");
    private static readonly SearchValues<char> UnreservedAndSlash =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/");

    /// <summary>Decodes percent sequences as UTF-8; false where the bytes are not UTF-8. Incomplete sequences stay as they are.</summary>
    public static bool TryDecode(ReadOnlySpan<char> raw, bool plusIsSpace, [NotNullWhen(true)] out string? text)
    {
        if (raw.IndexOf('%') < 0 && (!plusIsSpace || raw.IndexOf('+') < 0) && Ascii.IsValid(raw))
        {
            text = raw.ToString();
            return true;
        }

        var rented = ArrayPool<byte>.Shared.Rent(raw.Length * 3);
        try
        {
            text = StrictUtf8.GetString(rented.AsSpan(0, DecodeBytes(raw, plusIsSpace, rented)));
            return true;
        }
        catch (DecoderFallbackException)
        {
            text = null;
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>Encodes everything but unreserved characters, and slashes where asked.</summary>
    public static string Encode(string text, bool keepSlash)
    {
        var kept = keepSlash ? UnreservedAndSlash : Unreserved;
        return text.AsSpan().IndexOfAnyExcept(kept) < 0 ? text : EncodeUtf8(text, kept, spaceAsPlus: false);
    }

    /// <summary>The form encoding of keys in event records and in lists with <c>encoding-type=url</c>: a space is <c>+</c>, a slash stays.</summary>
    public static string EncodeForm(string text) =>
        text.AsSpan().IndexOfAnyExcept(UnreservedAndSlash) < 0
            ? text
            : EncodeUtf8(text, UnreservedAndSlash, spaceAsPlus: true);

    /// <summary>True when the raw path is what AWS would sign for it.</summary>
    public static bool IsCanonicalPath(ReadOnlySpan<char> raw)
    {
        while (true)
        {
            var at = raw.IndexOfAnyExcept(UnreservedAndSlash);
            if (at < 0)
            {
                return true;
            }

            if (!IsCanonicalEscape(raw[at..]))
            {
                return false;
            }

            raw = raw[(at + 3)..];
        }
    }

    private static bool IsCanonicalEscape(ReadOnlySpan<char> raw)
    {
        if (raw.Length < 3 || raw[0] != '%' || !IsUpperHex(raw[1]) || !IsUpperHex(raw[2]))
        {
            return false;
        }

        var value = (char)((Nibble(raw[1]) << 4) | Nibble(raw[2]));
        return value == '/' || !UnreservedAndSlash.Contains(value);
    }

    /// <summary>Encodes a raw path again the way AWS signs it; an escaped slash stays escaped.</summary>
    public static string CanonicalizePath(ReadOnlySpan<char> raw)
    {
        var result = new StringBuilder(raw.Length + 16);
        foreach (var range in raw.Split('/'))
        {
            if (range.Start.Value > 0)
            {
                result.Append('/');
            }

            var segment = raw[range];
            result.Append(TryDecode(segment, plusIsSpace: false, out var text) ? Encode(text, keepSlash: false) : segment);
        }

        return result.ToString();
    }

    private static int DecodeBytes(ReadOnlySpan<char> raw, bool plusIsSpace, Span<byte> destination)
    {
        var written = 0;
        for (var i = 0; i < raw.Length; i++)
        {
            var c = raw[i];
            if (c == '%' && i + 2 < raw.Length && Nibble(raw[i + 1]) is var high and >= 0 && Nibble(raw[i + 2]) is var low and >= 0)
            {
                destination[written++] = (byte)((high << 4) | low);
                i += 2;
            }
            else if (c < 0x80)
            {
                destination[written++] = plusIsSpace && c == '+' ? (byte)' ' : (byte)c;
            }
            else
            {
                var length = char.IsHighSurrogate(c) && i + 1 < raw.Length ? 2 : 1;
                written += Encoding.UTF8.GetBytes(raw.Slice(i, length), destination[written..]);
                i += length - 1;
            }
        }

        return written;
    }

    private static string EncodeUtf8(string text, SearchValues<char> kept, bool spaceAsPlus)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var result = new StringBuilder(bytes.Length * 2);
        foreach (var value in bytes)
        {
            var c = (char)value;
            if (value < 0x80 && kept.Contains(c))
            {
                result.Append(c);
            }
            else if (spaceAsPlus && c == ' ')
            {
                result.Append('+');
            }
            else
            {
                result.Append('%').Append(Hex[value >> 4]).Append(Hex[value & 15]);
            }
        }

        return result.ToString();
    }

    private static bool IsUpperHex(char c) => c is (>= '0' and <= '9') or (>= 'A' and <= 'F');

    private static int Nibble(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'A' and <= 'F' => c - 'A' + 10,
        >= 'a' and <= 'f' => c - 'a' + 10,
        _ => -1,
    };
}
