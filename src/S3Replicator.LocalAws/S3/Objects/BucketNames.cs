using System.Buffers;
using System.Net;

namespace S3Replicator.LocalAws.S3.Objects;

/// <summary>S3's rules for the names of buckets.</summary>
internal static class BucketNames
{
    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789.-");

    public static bool IsValid(string name)
    {
        if (name.Length is < 3 or > 63
            || name.AsSpan().ContainsAnyExcept(Allowed)
            || !char.IsAsciiLetterOrDigit(name[0])
            || !char.IsAsciiLetterOrDigit(name[^1])
            || name.Contains("..", StringComparison.Ordinal))
        {
            return false;
        }

        return !IPAddress.TryParse(name, out var address)
               || !string.Equals(address.ToString(), name, StringComparison.Ordinal);
    }
}
