namespace S3Replicator.LocalAws.Http;

/// <summary>A request target as it was sent, before anything normalised it.</summary>
internal sealed class RequestTarget
{
    private static readonly QueryParameter[] None = [];

    private RequestTarget(string path, QueryParameter[] parameters)
    {
        Path = path;
        Parameters = parameters;
    }

    /// <summary>The path, still encoded.</summary>
    public string Path { get; }

    public QueryParameter[] Parameters { get; }

    public static RequestTarget? Parse(string raw)
    {
        raw = StripAuthority(raw);
        var query = raw.IndexOf('?', StringComparison.Ordinal);
        if (query < 0)
        {
            return new RequestTarget(raw, None);
        }

        var parameters = ParseQuery(raw.AsSpan(query + 1));
        return parameters is null ? null : new RequestTarget(raw[..query], parameters);
    }

    public static QueryParameter[]? ParseQuery(ReadOnlySpan<char> query)
    {
        if (query.IsEmpty)
        {
            return None;
        }

        var parameters = new List<QueryParameter>(4);
        foreach (var range in query.Split('&'))
        {
            var pair = query[range];
            if (pair.IsEmpty)
            {
                continue;
            }

            var equals = pair.IndexOf('=');
            var rawName = equals < 0 ? pair : pair[..equals];
            var rawValue = equals < 0 ? [] : pair[(equals + 1)..];
            if (!UriText.TryDecode(rawName, plusIsSpace: true, out var name) || !UriText.TryDecode(rawValue, plusIsSpace: true, out var value))
            {
                return null;
            }

            parameters.Add(new QueryParameter(name, value));
        }

        return [.. parameters];
    }

    public string? Get(string name)
    {
        foreach (var parameter in Parameters)
        {
            if (string.Equals(parameter.Name, name, StringComparison.Ordinal))
            {
                return parameter.Value;
            }
        }

        return null;
    }

    public bool Has(string name) => Get(name) is not null;

    private static string StripAuthority(string raw)
    {
        if (raw.StartsWith('/'))
        {
            return raw;
        }

        var scheme = raw.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
        {
            return "/" + raw;
        }

        var path = raw.IndexOf('/', scheme + 3);
        return path < 0 ? "/" : raw[path..];
    }
}
