namespace S3Replicator.Core.Planning.Explaining;

/// <summary>Facts by the names of the outward contract.</summary>
internal static class FactNames
{
    // How many hops an object has behind it is found by the worker, not given by people.
    private static readonly (ObjectFacts Fact, string Name)[] Names =
    [
        (ObjectFacts.Tags, "tags"),
        (ObjectFacts.Size, "size"),
        (ObjectFacts.Encryption, "encryption"),
        (ObjectFacts.StorageClass, "storageClass"),
        (ObjectFacts.Current, "current"),
    ];

    /// <summary>The names; null where there are none.</summary>
    public static IReadOnlyList<string>? Of(ObjectFacts facts)
    {
        var names = Names.Where(entry => facts.HasFlag(entry.Fact)).Select(entry => entry.Name).ToArray();
        return names.Length == 0 ? null : names;
    }
}
