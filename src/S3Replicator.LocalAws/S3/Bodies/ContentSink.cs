using System.Buffers;
using S3Replicator.LocalAws.S3.Content;

namespace S3Replicator.LocalAws.S3.Bodies;

/// <summary>Collects bytes into content: one array where the length is known and small, pieces otherwise.</summary>
internal sealed class ContentSink(long expectedLength)
{
    private const int PieceSize = 4 * 1024 * 1024;
    private readonly List<ObjectContent> _pieces = [];
    private byte[] _piece = [];
    private int _filled;

    public long Length { get; private set; }

    public void Append(in ReadOnlySequence<byte> bytes)
    {
        foreach (var segment in bytes)
        {
            Append(segment.Span);
        }
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_filled == _piece.Length)
            {
                StartPiece();
            }

            var count = Math.Min(bytes.Length, _piece.Length - _filled);
            bytes[..count].CopyTo(_piece.AsSpan(_filled));
            bytes = bytes[count..];
            _filled += count;
            Length += count;
        }
    }

    public ObjectContent ToContent()
    {
        EndPiece();
        return JoinedContent.Join(_pieces);
    }

    private void StartPiece()
    {
        EndPiece();
        var remaining = Math.Max(expectedLength - Length, 1);
        _piece = GC.AllocateUninitializedArray<byte>((int)Math.Min(remaining, PieceSize));
    }

    private void EndPiece()
    {
        if (_filled > 0)
        {
            _pieces.Add(new BytesContent(_piece.AsMemory(0, _filled)));
        }

        _piece = [];
        _filled = 0;
    }
}
