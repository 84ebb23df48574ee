using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace S3Replicator.LocalAws.Query;

/// <summary>Decodes <c>application/x-www-form-urlencoded</c> text.</summary>
internal static class FormText
{
    /// <summary>Null when a percent sequence is broken or the bytes are not UTF-8.</summary>
    public static string? Decode(ReadOnlySpan<byte> encoded)
    {
        var rented = ArrayPool<byte>.Shared.Rent(encoded.Length);
        try
        {
            var length = 0;
            for (var i = 0; i < encoded.Length; i++)
            {
                var value = encoded[i];
                if (value == '%')
                {
                    if (i + 2 >= encoded.Length || Nibble(encoded[i + 1]) < 0 || Nibble(encoded[i + 2]) < 0)
                    {
                        return null;
                    }

                    value = (byte)((Nibble(encoded[i + 1]) << 4) | Nibble(encoded[i + 2]));
                    i += 2;
                }
                else if (value == '+')
                {
                    value = (byte)' ';
                }

                rented[length++] = value;
            }

            var decoded = rented.AsSpan(0, length);
            return Utf8.IsValid(decoded) ? Encoding.UTF8.GetString(decoded) : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static int Nibble(byte c) => c switch
    {
        >= (byte)'0' and <= (byte)'9' => c - '0',
        >= (byte)'A' and <= (byte)'F' => c - 'A' + 10,
        >= (byte)'a' and <= (byte)'f' => c - 'a' + 10,
        _ => -1,
    };
}
