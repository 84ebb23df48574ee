namespace S3Replicator.Doctor.Queues;

/// <summary>Patterns of policies: an asterisk is any text, a question mark one character.</summary>
internal static class Wildcard
{
    public static bool Matches(string pattern, string text, StringComparison comparison)
    {
        var at = 0;
        var from = 0;
        int star = -1, mark = 0;

        while (from < text.Length)
        {
            if (at < pattern.Length && (pattern[at] == '?' || (pattern[at] != '*' && pattern.AsSpan(at, 1).Equals(text.AsSpan(from, 1), comparison))))
            {
                at++;
                from++;
            }
            else if (at < pattern.Length && pattern[at] == '*')
            {
                star = at++;
                mark = from;
            }
            else if (star >= 0)
            {
                at = star + 1;
                from = ++mark;
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(at).TrimStart('*').IsEmpty;
    }
}
