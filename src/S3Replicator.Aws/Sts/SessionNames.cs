using System.Text;

namespace S3Replicator.Aws.Sts;

/// <summary>Names of role sessions: how events and logs tell who wrote.</summary>
public static class SessionNames
{
    /// <summary>How every session name of this program begins.</summary>
    public const string Prefix = "s3replicator";

    private const int Longest = 64;

    /// <summary>The session name of a worker, held to the characters that STS takes.</summary>
    public static string For(string workerId)
    {
        ArgumentNullException.ThrowIfNull(workerId);
        var name = new StringBuilder(Prefix).Append('-');

        foreach (var character in workerId)
        {
            name.Append(char.IsAsciiLetterOrDigit(character) || "_+=,.@-".Contains(character, StringComparison.Ordinal) ? character : '-');
        }

        return name.Length <= Longest ? name.ToString() : name.ToString(0, Longest);
    }
}
