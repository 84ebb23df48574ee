namespace S3Replicator.LocalAws.S3.Storage;

/// <summary>A place in the order of keys.</summary>
internal readonly record struct KeyPosition(string Text, KeyPosition.Side Where)
{
    internal enum Side
    {
        At,
        After,
        AfterPrefix,
    }

    public static KeyPosition At(string key) => new(key, Side.At);

    public static KeyPosition After(string key) => new(key, Side.After);

    /// <summary>After every key that starts with the prefix.</summary>
    public static KeyPosition AfterPrefix(string prefix) => new(prefix, Side.AfterPrefix);

    /// <summary>True for keys that lie before the place.</summary>
    public bool IsBehind(string key) => Where switch
    {
        Side.At => KeyOrder.Compare(key, Text) < 0,
        Side.After => KeyOrder.Compare(key, Text) <= 0,
        _ => KeyOrder.Compare(key, Text) < 0 || key.StartsWith(Text, StringComparison.Ordinal),
    };
}
