using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace S3Replicator.LocalAws.S3.Content;

/// <summary>Hashes of content.</summary>
internal static class ContentHashing
{
    private const int BlockSize = 64 * 1024;

    /// <summary>MD5 in lower-case hex; of sparse content a hash of its identity, which is as stable but is not its MD5.</summary>
    public static string Md5Hex(ObjectContent content)
    {
        Span<byte> hash = stackalloc byte[16];
        Md5(content, hash);
        return Convert.ToHexStringLower(hash);
    }

    public static void Md5(ObjectContent content, Span<byte> hash)
    {
        // S3's ETag is MD5; nothing here is secured by it.
#pragma warning disable CA5351
        if (content.IsSparse)
        {
            MD5.HashData(Encoding.UTF8.GetBytes(content.Identity), hash);
        }
        else if (content.TryGetMemory(out var memory))
        {
            MD5.HashData(memory.Span, hash);
        }
        else
        {
            using var incremental = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
            Append(incremental, content);
            incremental.TryGetHashAndReset(hash, out _);
        }
#pragma warning restore CA5351
    }

    public static void Append(IncrementalHash hash, ObjectContent content) =>
        ForEachBlock(content, hash, static (block, hash) => hash.AppendData(block));

    public static void ForEachBlock<TState>(ObjectContent content, TState state, ReadOnlySpanAction<byte, TState> action)
    {
        if (content.TryGetMemory(out var memory))
        {
            action(memory.Span, state);
            return;
        }

        var block = ArrayPool<byte>.Shared.Rent(BlockSize);
        try
        {
            for (long offset = 0; offset < content.Length; offset += BlockSize)
            {
                var span = block.AsSpan(0, (int)Math.Min(BlockSize, content.Length - offset));
                content.CopyTo(offset, span);
                action(span, state);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }
}
