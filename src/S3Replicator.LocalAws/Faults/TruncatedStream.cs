namespace S3Replicator.LocalAws.Faults;

/// <summary>Passes the first bytes on and swallows the rest; the server closes a connection whose answer came out too short.</summary>
/// <param name="inner">Where to; not disposed with this.</param>
/// <param name="limit">How many bytes, asked at the first write.</param>
internal sealed class TruncatedStream(Stream inner, Func<long> limit) : Stream
{
    private long? _left;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _left ??= limit();
        var count = (int)Math.Min(buffer.Length, _left.Value);
        _left -= count;
        if (count > 0)
        {
            await inner.WriteAsync(buffer[..count], cancellationToken);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
