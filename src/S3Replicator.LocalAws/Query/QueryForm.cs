using System.Text;

namespace S3Replicator.LocalAws.Query;

/// <summary>The parameters of a Query request, from its body or its query string, in the order sent.</summary>
internal sealed class QueryForm
{
    // More than any request of SQS or STS can need.
    private const int MostParameters = 10_000;

    private readonly List<KeyValuePair<string, string>> _parameters = [];

    private QueryForm()
    {
    }

    public IReadOnlyList<KeyValuePair<string, string>> Parameters => _parameters;

    public string? this[string name]
    {
        get
        {
            foreach (var (key, value) in _parameters)
            {
                if (string.Equals(key, name, StringComparison.Ordinal))
                {
                    return value;
                }
            }

            return null;
        }
    }

    /// <summary>Reads both places; null when either is not form-encoded UTF-8.</summary>
    public static QueryForm? Read(ReadOnlySpan<byte> body, string? queryString)
    {
        var form = new QueryForm();
        var query = queryString is null ? [] : Encoding.UTF8.GetBytes(queryString).AsSpan();
        return form.TryAdd(body) && form.TryAdd(query.StartsWith("?"u8) ? query[1..] : query) ? form : null;
    }

    /// <summary>
    /// The members of a list: for <c>Name</c> the values of <c>Name.1</c>, <c>Name.2</c>…, with <c>Name.member.1</c> too, in order of their numbers.
    /// </summary>
    public IReadOnlyList<string> List(string name) => [.. Groups(name).Select(g => g.Value.GetValueOrDefault(string.Empty, string.Empty))];

    /// <summary>
    /// The structures of a list: for <c>Name</c> the members of <c>Name.1.X</c>, <c>Name.1.Y</c>…, in order of their numbers.
    /// </summary>
    public IEnumerable<KeyValuePair<int, Dictionary<string, string>>> Groups(string name)
    {
        var groups = new SortedDictionary<int, Dictionary<string, string>>();
        foreach (var (key, value) in _parameters)
        {
            if (TryReadIndex(key, name, out var index, out var rest))
            {
                if (!groups.TryGetValue(index, out var group))
                {
                    groups.Add(index, group = new Dictionary<string, string>(StringComparer.Ordinal));
                }

                group[rest] = value;
            }
        }

        return groups;
    }

    internal static bool TryReadIndex(string key, string name, out int index, out string rest)
    {
        const string Member = "member.";
        (index, rest) = (0, string.Empty);
        if (key.Length <= name.Length || key[name.Length] != '.' || !key.StartsWith(name, StringComparison.Ordinal))
        {
            return false;
        }

        var after = key.AsSpan(name.Length + 1);
        after = after.StartsWith(Member, StringComparison.Ordinal) ? after[Member.Length..] : after;
        var dot = after.IndexOf('.');
        rest = dot < 0 ? string.Empty : after[(dot + 1)..].ToString();
        return int.TryParse(dot < 0 ? after : after[..dot], System.Globalization.NumberStyles.None, provider: null, out index);
    }

    private bool TryAdd(ReadOnlySpan<byte> form)
    {
        while (!form.IsEmpty)
        {
            var end = form.IndexOf((byte)'&');
            var pair = end < 0 ? form : form[..end];
            form = end < 0 ? [] : form[(end + 1)..];
            if (pair.IsEmpty)
            {
                continue;
            }

            var equals = pair.IndexOf((byte)'=');
            var key = FormText.Decode(equals < 0 ? pair : pair[..equals]);
            var value = equals < 0 ? string.Empty : FormText.Decode(pair[(equals + 1)..]);
            if (key is null || value is null || _parameters.Count == MostParameters)
            {
                return false;
            }

            _parameters.Add(new(key, value));
        }

        return true;
    }
}
