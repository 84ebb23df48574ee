namespace S3Replicator.LocalAws.Sqs.Protocol;

/// <summary>Writes a result in one protocol or the other; names that only one of them uses are given all the same.</summary>
internal abstract class ResponseWriter
{
    public abstract void Text(string name, string value);

    public abstract void Utf8(string name, ReadOnlySpan<byte> value);

    public abstract void Number(string name, long value);

    public abstract void Flag(string name, bool value);

    /// <param name="name">The list in JSON; XML has no element around a list.</param>
    public abstract void BeginList(string name);

    public abstract void EndList();

    /// <param name="element">The item in XML; JSON items have no name.</param>
    public abstract void BeginItem(string element);

    public abstract void EndItem();

    public abstract void TextItem(string element, string value);

    /// <param name="name">The map in JSON; XML has no element around a map.</param>
    public abstract void BeginMap(string name);

    public abstract void EndMap();

    /// <summary>An entry of a map of text.</summary>
    /// <param name="names">The names in XML.</param>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    public abstract void Entry(EntryNames names, string key, string value);

    /// <summary>Begins an entry whose value has members of its own.</summary>
    public abstract void BeginEntry(EntryNames names, string key);

    public abstract void EndEntry(EntryNames names);

    /// <summary>Writes an id in its usual form.</summary>
    public void Id(string name, Guid id)
    {
        const int Length = 36;
        Span<byte> text = stackalloc byte[Length];
        id.TryFormat(text, out _);
        Utf8(name, text);
    }

    /// <summary>Writes a digest in hexadecimal digits.</summary>
    public void Digest(string name, Messages.Md5Digest digest)
    {
        Span<byte> text = stackalloc byte[2 * Messages.Md5Digest.Size];
        digest.Format(text);
        Utf8(name, text);
    }
}
