namespace S3Replicator.LocalAws.S3.Content;

/// <summary>Content in memory.</summary>
internal sealed class BytesContent(ReadOnlyMemory<byte> bytes) : ObjectContent
{
    public override long Length => bytes.Length;

    public override void CopyTo(long offset, Span<byte> destination) =>
        bytes.Span.Slice((int)offset, destination.Length).CopyTo(destination);

    public override ObjectContent Slice(long offset, long length) =>
        offset == 0 && length == bytes.Length ? this : new BytesContent(bytes.Slice((int)offset, (int)length));

    public override bool TryGetMemory(out ReadOnlyMemory<byte> memory)
    {
        memory = bytes;
        return true;
    }
}
