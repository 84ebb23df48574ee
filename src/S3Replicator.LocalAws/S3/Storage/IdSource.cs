using System.Buffers.Binary;

namespace S3Replicator.LocalAws.S3.Storage;

/// <summary>Ids that look random and repeat with the seed: a counter, mixed.</summary>
internal sealed class IdSource(ulong seed)
{
    private const string Url64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._";
    private const string Base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private const string Upper32 = "ABCDEFGHJKMNPQRSTVWXYZ0123456789";
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private ulong _state = seed;

    /// <summary>32 characters that need no escape in a URL.</summary>
    public string VersionId() => Create(32, Url64);

    public string UploadId() => Create(64, Url64);

    public string RequestId() => Create(16, Upper32);

    public string HostId() => Create(56, Base64);

    public string ConfigurationId() => Create(48, Url64);

    /// <summary>Fills a buffer with bytes of the same making.</summary>
    public void Fill(Span<byte> buffer)
    {
        Span<byte> word = stackalloc byte[sizeof(ulong)];
        for (; !buffer.IsEmpty; buffer = buffer[Math.Min(buffer.Length, word.Length)..])
        {
            BinaryPrimitives.WriteUInt64LittleEndian(word, Next());
            word[..Math.Min(buffer.Length, word.Length)].CopyTo(buffer);
        }
    }

    public ulong Next()
    {
        var z = Interlocked.Add(ref _state, Golden);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    private string Create(int length, string alphabet) => string.Create(length, (this, alphabet), static (span, state) =>
    {
        var (source, alphabet) = state;
        var bits = 0UL;
        for (var i = 0; i < span.Length; i++)
        {
            if (i % 10 == 0)
            {
                bits = source.Next();
            }

            span[i] = alphabet[(int)(bits & (ulong)(alphabet.Length - 1))];
            bits >>= 6;
        }
    });
}
