using System.Security.Cryptography;
using System.Text;

namespace S3Replicator.Core.State;

/// <summary>Names that are the same in a folder and in a bucket, and that lead out of neither.</summary>
public static class StateNames
{
    private const int LongestName = 512;
    private const int LongestSegment = 120;
    private const int HashLength = 16;

    /// <summary>Turns any text into one part of a name; different texts stay different.</summary>
    public static string Segment(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var segment = new StringBuilder(text.Length);

        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            var character = (char)octet;
            _ = char.IsAsciiLetterOrDigit(character) || character is '-' or '_' || (character is '.' && segment.Length > 0)
                ? segment.Append(character)
                : segment.Append('%').Append(Convert.ToHexString([octet]));
        }

        // The tilde is written by nothing else, so that no short text reads like a shortened one.
        return segment.Length is > 0 and <= LongestSegment
            ? segment.ToString()
            : $"{segment.ToString(0, Math.Min(segment.Length, LongestSegment - HashLength - 1))}~{Hash(text)}";
    }

    /// <summary>A short text that tells lists of texts apart.</summary>
    public static string Hash(params ReadOnlySpan<string?> texts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        foreach (var text in texts)
        {
            // The length in front keeps ("ab", "c") and ("a", "bc") apart, and null apart from the empty text.
            hash.AppendData(BitConverter.GetBytes(text?.Length ?? -1));
            hash.AppendData(Encoding.Unicode.GetBytes(text ?? string.Empty));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..HashLength];
    }

    /// <summary>Throws unless the text is a name.</summary>
    public static void CheckName(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);

        if (name.Length > LongestName || !name.Split('/').All(segment => segment.Length > 0 && segment[0] != '.') || !name.All(IsAllowed))
        {
            throw new ArgumentException($"'{name}' is not a name of the state store.", nameof(name));
        }
    }

    /// <summary>Throws unless the text can begin a name, or is empty.</summary>
    public static void CheckPrefix(string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);

        if (prefix.Length > 0)
        {
            CheckName(prefix[^1] == '/' ? prefix + "any" : prefix);
        }
    }

    private static bool IsAllowed(char character) =>
        char.IsAsciiLetterOrDigit(character) || character is '/' or '-' or '_' or '.' or '=' or '%' or '~';
}
