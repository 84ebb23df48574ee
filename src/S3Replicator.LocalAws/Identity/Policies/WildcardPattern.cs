namespace S3Replicator.LocalAws.Identity.Policies;

/// <summary>IAM's patterns: <c>*</c> is any text, <c>?</c> any one character.</summary>
internal static class WildcardPattern
{
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text, bool ignoreCase = false)
    {
        int at = 0, inPattern = 0, star = -1, afterStar = 0;
        while (at < text.Length)
        {
            if (inPattern < pattern.Length && pattern[inPattern] == '*')
            {
                star = inPattern++;
                afterStar = at;
            }
            else if (inPattern < pattern.Length && (pattern[inPattern] == '?' || Same(pattern[inPattern], text[at], ignoreCase)))
            {
                inPattern++;
                at++;
            }
            else if (star >= 0)
            {
                inPattern = star + 1;
                at = ++afterStar;
            }
            else
            {
                return false;
            }
        }

        return pattern[inPattern..].TrimStart('*').IsEmpty;
    }

    /// <summary>Compares ARNs part by part, so that a star does not reach over a colon but in the last part.</summary>
    public static bool MatchesArn(ReadOnlySpan<char> pattern, ReadOnlySpan<char> arn)
    {
        if (pattern is "*")
        {
            return true;
        }

        for (var part = 0; part < 5; part++)
        {
            var patternEnd = pattern.IndexOf(':');
            var arnEnd = arn.IndexOf(':');
            if (patternEnd < 0 || arnEnd < 0 || !Matches(pattern[..patternEnd], arn[..arnEnd]))
            {
                return false;
            }

            pattern = pattern[(patternEnd + 1)..];
            arn = arn[(arnEnd + 1)..];
        }

        return Matches(pattern, arn);
    }

    private static bool Same(char a, char b, bool ignoreCase) =>
        a == b || (ignoreCase && char.ToLowerInvariant(a) == char.ToLowerInvariant(b));
}
