namespace S3Replicator.LocalAws.Identity.Policies;

/// <summary>The condition keys of one request; names ignore case.</summary>
internal sealed class AuthorizationContext
{
    private readonly Dictionary<string, IReadOnlyList<string>> _values = new(StringComparer.OrdinalIgnoreCase);

    public AuthorizationContext Add(string key, params IReadOnlyList<string> values)
    {
        _values[key] = values;
        return this;
    }

    public IReadOnlyList<string>? Find(string key) => _values.GetValueOrDefault(key);

    /// <summary>Replaces <c>${key}</c>, <c>${key, 'default'}</c> and the escapes <c>${*}</c>, <c>${?}</c>, <c>${$}</c>; null where a key is missing.</summary>
    public string? Expand(string pattern)
    {
        var start = pattern.IndexOf("${", StringComparison.Ordinal);
        if (start < 0)
        {
            return pattern;
        }

        var end = pattern.IndexOf('}', start);
        if (end < 0)
        {
            return pattern;
        }

        var value = Variable(pattern[(start + 2)..end]);
        var rest = Expand(pattern[(end + 1)..]);
        return value is null || rest is null ? null : string.Concat(pattern.AsSpan(0, start), value, rest);
    }

    private string? Variable(string name)
    {
        if (name is "*" or "?" or "$")
        {
            return name;
        }

        var comma = name.IndexOf(',', StringComparison.Ordinal);
        var key = comma < 0 ? name : name[..comma];
        var fallback = comma < 0 ? null : name[(comma + 1)..].Trim().Trim('\'');
        return Find(key.Trim()) is [var only] ? only : fallback;
    }
}
