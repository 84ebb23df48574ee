using System.Buffers;
using System.Globalization;
using System.Text;

namespace S3Replicator.Core.Events.Envelopes;

/// <summary>Decodes form-encoded keys, once; what is not encoded UTF-8 stays as it is.</summary>
internal static class KeyDecoding
{
    private static readonly SearchValues<byte> Encoded = SearchValues.Create("+%"u8);

    /// <summary>The key as text.</summary>
    public static string Decode(ReadOnlySpan<byte> key, KeyEncoding encoding)
    {
        if (encoding == KeyEncoding.Raw || key.IndexOfAny(Encoded) < 0)
        {
            return Encoding.UTF8.GetString(key);
        }

        var rented = key.Length > 1024 ? ArrayPool<byte>.Shared.Rent(key.Length) : null;
        var buffer = rented ?? stackalloc byte[1024];
        var text = Encoding.UTF8.GetString(buffer[..Decode(key, buffer)]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return text;
    }

    private static int Decode(ReadOnlySpan<byte> key, Span<byte> buffer)
    {
        var written = 0;
        for (var read = 0; read < key.Length;)
        {
            var sequence = key[read] == '%' ? EncodedRune(key[read..], buffer[written..]) : 0;
            if (sequence > 0)
            {
                read += 3 * sequence;
                written += sequence;
            }
            else
            {
                buffer[written++] = key[read] == '+' ? (byte)' ' : key[read];
                read++;
            }
        }

        return written;
    }

    // One code point of percent triplets: the number of its bytes, or 0 when the triplets are none or not UTF-8.
    private static int EncodedRune(ReadOnlySpan<byte> key, Span<byte> buffer)
    {
        Span<byte> bytes = stackalloc byte[4];
        var count = 0;
        while (count < 4 && key.Length >= 3 && key[0] == '%'
            && byte.TryParse(key.Slice(1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out bytes[count]))
        {
            count++;
            key = key[3..];
            if (Rune.DecodeFromUtf8(bytes[..count], out _, out _) == OperationStatus.Done)
            {
                bytes[..count].CopyTo(buffer);
                return count;
            }
        }

        return 0;
    }
}
