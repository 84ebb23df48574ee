using System.Security.Cryptography;

namespace S3Replicator.LocalAws.S3.Content;

/// <summary>Several contents one after the other; none of them is copied.</summary>
internal sealed class JoinedContent : ObjectContent
{
    private readonly ObjectContent[] _pieces;
    private readonly long[] _ends;

    private JoinedContent(ObjectContent[] pieces)
    {
        _pieces = pieces;
        _ends = new long[pieces.Length];
        for (var i = 0; i < pieces.Length; i++)
        {
            Length += pieces[i].Length;
            _ends[i] = Length;
            IsSparse |= pieces[i].IsSparse;
        }
    }

    public IReadOnlyList<ObjectContent> Pieces => _pieces;

    public override long Length { get; }

    public override bool IsSparse { get; }

    public override string Identity => string.Join('+', _pieces.Select(IdentityOf));

    public static ObjectContent Join(IReadOnlyList<ObjectContent> pieces) => pieces.Count switch
    {
        0 => Empty,
        1 => pieces[0],
        _ => new JoinedContent([.. pieces]),
    };

    public override void CopyTo(long offset, Span<byte> destination)
    {
        for (var i = PieceAt(offset); !destination.IsEmpty; i++)
        {
            var within = offset - (_ends[i] - _pieces[i].Length);
            var count = (int)Math.Min(destination.Length, _pieces[i].Length - within);
            _pieces[i].CopyTo(within, destination[..count]);
            destination = destination[count..];
            offset += count;
        }
    }

    public override ObjectContent Slice(long offset, long length)
    {
        if (offset == 0 && length == Length)
        {
            return this;
        }

        var slices = new List<ObjectContent>();
        for (var i = PieceAt(offset); length > 0; i++)
        {
            var within = offset - (_ends[i] - _pieces[i].Length);
            var count = Math.Min(length, _pieces[i].Length - within);
            if (count > 0)
            {
                slices.Add(_pieces[i].Slice(within, count));
            }

            offset += count;
            length -= count;
        }

        return Join(slices);
    }

    private int PieceAt(long offset)
    {
        var at = Array.BinarySearch(_ends, offset);
        return at < 0 ? ~at : at + 1;
    }

    private static string IdentityOf(ObjectContent piece)
    {
        if (piece.IsSparse)
        {
            return piece.Identity;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        ContentHashing.Append(hash, piece);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
