namespace S3Replicator.Core.Rules;

/// <summary>The enabled rules whose prefix begins a key.</summary>
internal readonly struct PrefixMatch(PrefixIndex index, int node)
{
    /// <summary>How many rules there are.</summary>
    public int Count => index.Count(node);

    /// <summary>Writes the rules' ranks in ascending order.</summary>
    public void CopyTo(Span<int> ranks) => index.CopyTo(node, ranks);
}
