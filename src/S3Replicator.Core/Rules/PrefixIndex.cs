using System.Collections.Immutable;

namespace S3Replicator.Core.Rules;

/// <summary>
/// Finds all prefixes of a key by one binary search: the prefixes are sorted ordinally and each knows the longest other one
/// that it begins with. Whatever begins a key also begins the greatest prefix that is not after the key.
/// </summary>
internal sealed class PrefixIndex
{
    private readonly string[] _prefixes;
    private readonly int[] _parents;
    private readonly int[][] _ranks;
    private readonly int[] _counts;

    /// <summary>Builds the index.</summary>
    /// <param name="prefixes">Each rank's prefix.</param>
    public PrefixIndex(IReadOnlyList<string> prefixes)
    {
        var nodes = prefixes
            .Select((prefix, rank) => (prefix, rank))
            .GroupBy(pair => pair.prefix, pair => pair.rank, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .ToImmutableArray();
        _prefixes = [.. nodes.Select(node => node.Key)];
        _ranks = [.. nodes.Select(node => node.ToArray())];
        _parents = new int[nodes.Length];
        _counts = new int[nodes.Length];
        for (var node = 0; node < nodes.Length; node++)
        {
            _parents[node] = Holding(_prefixes[node], node - 1);
            _counts[node] = _ranks[node].Length + Count(_parents[node]);
        }
    }

    /// <summary>The node of the longest prefix that the key begins with, or -1.</summary>
    public int Find(string key)
    {
        var low = 0;
        var high = _prefixes.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            if (string.CompareOrdinal(_prefixes[middle], key) <= 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return Holding(key, high);
    }

    /// <summary>How many ranks <see cref="CopyTo"/> gives for a node.</summary>
    public int Count(int node) => node < 0 ? 0 : _counts[node];

    /// <summary>Writes the ranks of a node and of all shorter prefixes, in ascending order.</summary>
    public void CopyTo(int node, Span<int> ranks)
    {
        var written = 0;
        for (var at = node; at >= 0; at = _parents[at])
        {
            _ranks[at].CopyTo(ranks[written..]);
            written += _ranks[at].Length;
        }

        // One node's ranks are in order already.
        if (node >= 0 && _parents[node] >= 0)
        {
            ranks[..written].Sort();
        }
    }

    // A node's ancestors are beginnings of its prefix, so that one comparison tells which of them begin the text.
    private int Holding(string text, int node)
    {
        if (node < 0)
        {
            return node;
        }

        var common = text.AsSpan().CommonPrefixLength(_prefixes[node]);
        while (node >= 0 && _prefixes[node].Length > common)
        {
            node = _parents[node];
        }

        return node;
    }
}
