using System.Security.Cryptography;
using System.Text;

namespace S3Replicator.LocalAws.Signing;

/// <summary>A growing buffer that is kept by its thread, for texts that are hashed and forgotten.</summary>
internal sealed class ByteBuffer
{
    [ThreadStatic]
    private static ByteBuffer? OfThread;

    private byte[] _bytes = new byte[4096];
    private int _length;

    public static ByteBuffer Rent()
    {
        var buffer = OfThread ?? new ByteBuffer();
        OfThread = null;
        buffer._length = 0;
        return buffer;
    }

    public static void Return(ByteBuffer buffer) => OfThread = buffer;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public void Append(byte value)
    {
        Reserve(1);
        _bytes[_length++] = value;
    }

    public void Append(ReadOnlySpan<byte> values)
    {
        Reserve(values.Length);
        values.CopyTo(_bytes.AsSpan(_length));
        _length += values.Length;
    }

    /// <summary>Appends header text as the bytes it came in.</summary>
    public void AppendLatin1(ReadOnlySpan<char> text)
    {
        Reserve(text.Length);
        _length += Encoding.Latin1.GetBytes(text, _bytes.AsSpan(_length));
    }

    /// <summary>Appends a header value with its runs of spaces made one.</summary>
    public void AppendHeaderValue(ReadOnlySpan<char> value)
    {
        value = value.Trim(' ');
        while (true)
        {
            var run = value.IndexOf("  ", StringComparison.Ordinal);
            if (run < 0)
            {
                AppendLatin1(value);
                return;
            }

            AppendLatin1(value[..(run + 1)]);
            value = value[run..].TrimStart(' ');
        }
    }

    /// <summary>Appends the hash of the first bytes, in lower-case hex.</summary>
    public void AppendHexSha256OfPrefix(int length)
    {
        Reserve(64);
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(_bytes.AsSpan(0, length), hash);
        Convert.TryToHexStringLower(hash, _bytes.AsSpan(_length), out var written);
        _length += written;
    }

    private void Reserve(int count)
    {
        if (_bytes.Length - _length < count)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
        }
    }
}
