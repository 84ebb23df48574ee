namespace S3Replicator.LocalAws.S3.Content;

/// <summary>The bytes of an object or a part, wherever they are.</summary>
internal abstract class ObjectContent
{
    public static ObjectContent Empty { get; } = new BytesContent(ReadOnlyMemory<byte>.Empty);

    /// <summary>The name of the file that holds the same bytes, once there is one.</summary>
    public string? StoredAs { get; set; }

    public abstract long Length { get; }

    /// <summary>True when the bytes are made on demand, so that hashing all of them may take hours.</summary>
    public virtual bool IsSparse => false;

    /// <summary>A text that is the same for the same content and no other; only of sparse content.</summary>
    public virtual string Identity => throw new NotSupportedException("Only sparse content has an identity apart from its bytes.");

    /// <summary>Fills the destination with the bytes from an offset; there must be enough of them.</summary>
    public abstract void CopyTo(long offset, Span<byte> destination);

    public abstract ObjectContent Slice(long offset, long length);

    /// <summary>All bytes, where they lie in one piece of memory.</summary>
    public virtual bool TryGetMemory(out ReadOnlyMemory<byte> memory)
    {
        memory = default;
        return false;
    }
}
