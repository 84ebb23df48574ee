using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Validation;

// The filter that every key passes which a transform can make of the keys of another filter; it may let more pass, never less.
internal static class KeyImage
{
    public static RuleFilter Of(RuleFilter filter, KeyTransform transform)
    {
        if (transform == KeyTransform.None)
        {
            return filter;
        }

        // In the order in which a key is made: strip, fill, add.
        var prefix = Stripped(filter.Prefix, transform.StripPrefix);
        var suffixes = Shortened(filter.Suffixes, transform.StripPrefix);
        if (transform.Template is { } template)
        {
            prefix = Beginning(template, prefix);
            suffixes = Ends(template, suffixes);
        }

        return filter with { Prefix = transform.AddPrefix + prefix, Suffixes = suffixes, ExcludePrefixes = [] };
    }

    private static string Stripped(string prefix, string? strip)
    {
        if (string.IsNullOrEmpty(strip))
        {
            return prefix;
        }

        if (prefix.StartsWith(strip, StringComparison.Ordinal))
        {
            return prefix[strip.Length..];
        }

        // Some keys have more of what is stripped than the filter asks for, so that nothing is certain about what stays.
        return strip.StartsWith(prefix, StringComparison.Ordinal) ? string.Empty : prefix;
    }

    // What is stripped may reach into the suffix, so that only its tail is left.
    private static ImmutableArray<string> Shortened(ImmutableArray<string> suffixes, string? strip)
    {
        if (string.IsNullOrEmpty(strip))
        {
            return suffixes;
        }

        var tails = suffixes.SelectMany(suffix => Enumerable.Range(1, suffix.Length).Where(length => strip.EndsWith(suffix[..length], StringComparison.Ordinal)).Select(length => suffix[length..]));
        return [.. suffixes.Concat(tails).Distinct(StringComparer.Ordinal)];
    }

    private static string Beginning(string template, string prefix)
    {
        var brace = template.IndexOf('{', StringComparison.Ordinal);
        if (brace < 0)
        {
            return template;
        }

        var rest = template.AsSpan(brace);
        if (rest.StartsWith("{key}", StringComparison.Ordinal))
        {
            return template[..brace] + prefix;
        }

        var slash = prefix.LastIndexOf('/');
        return rest.StartsWith("{directory}", StringComparison.Ordinal) && slash > 0 ? template[..brace] + prefix[..slash] : template[..brace];
    }

    private static ImmutableArray<string> Ends(string template, ImmutableArray<string> suffixes)
    {
        var tail = template[(template.LastIndexOf('}') + 1)..];
        return tail.Length > 0 ? [tail] : template.EndsWith("{key}", StringComparison.Ordinal) ? suffixes : [];
    }
}
