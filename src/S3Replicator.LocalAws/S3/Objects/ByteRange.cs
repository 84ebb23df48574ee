using System.Globalization;
using System.Runtime.InteropServices;

namespace S3Replicator.LocalAws.S3.Objects;

/// <summary>A range of bytes of an object.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ByteRange(long Start, long Length)
{
    internal enum Result
    {
        None,
        Partial,
        Unsatisfiable,
    }

    /// <summary>Reads a Range header. One that is malformed or names several ranges is ignored, as S3 does.</summary>
    public static Result Parse(string? header, long size, out ByteRange range)
    {
        range = new ByteRange(0, size);
        const string Unit = "bytes=";
        if (header is null || !header.StartsWith(Unit, StringComparison.Ordinal))
        {
            return Result.None;
        }

        var spec = header.AsSpan(Unit.Length).Trim();
        var dash = spec.IndexOf('-');
        if (dash < 0 || spec.Contains(','))
        {
            return Result.None;
        }

        var hasFirst = TryParse(spec[..dash], out var first);
        var hasLast = TryParse(spec[(dash + 1)..], out var last);
        if (dash == 0)
        {
            return hasLast ? Suffix(last, size, out range) : Result.None;
        }

        if (!hasFirst || (dash < spec.Length - 1 && !hasLast) || (hasLast && last < first))
        {
            return Result.None;
        }

        if (first >= size)
        {
            return Result.Unsatisfiable;
        }

        var end = hasLast ? Math.Min(last, size - 1) : size - 1;
        range = new ByteRange(first, end - first + 1);
        return Result.Partial;
    }

    private static Result Suffix(long count, long size, out ByteRange range)
    {
        var length = Math.Min(count, size);
        range = new ByteRange(size - length, length);
        return length == 0 ? Result.Unsatisfiable : Result.Partial;
    }

    private static bool TryParse(ReadOnlySpan<char> text, out long value) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
