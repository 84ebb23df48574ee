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

        return transform.Template is { } template
            ? filter with { Prefix = Beginning(template, filter.Prefix), Suffixes = Ends(template, filter.Suffixes), ExcludePrefixes = [] }
            : filter with { Prefix = transform.AddPrefix + Stripped(filter.Prefix, transform.StripPrefix), ExcludePrefixes = [] };
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
