using System.Globalization;
using System.Text;
using S3Replicator.LocalAws.Query;

namespace S3Replicator.LocalAws.Sqs.Protocol;

/// <summary>The Query protocol: lists and maps are flat.</summary>
internal sealed class XmlResponseWriter(XmlOutput xml) : ResponseWriter
{
    private readonly Stack<string> _items = new();

    public override void Text(string name, string value) => xml.Element(name, value);

    public override void Utf8(string name, ReadOnlySpan<byte> value) => xml.Element(name, Encoding.UTF8.GetString(value));

    public override void Number(string name, long value) => xml.Element(name, value.ToString(CultureInfo.InvariantCulture));

    public override void Flag(string name, bool value) => xml.Element(name, value ? "true" : "false");

    public override void BeginList(string name)
    {
        // Lists are flat.
    }

    public override void EndList()
    {
        // Lists are flat.
    }

    public override void BeginItem(string element)
    {
        _items.Push(element);
        xml.Open(element);
    }

    public override void EndItem() => xml.Close(_items.Pop());

    public override void TextItem(string element, string value) => xml.Element(element, value);

    public override void BeginMap(string name)
    {
        // Maps are flat.
    }

    public override void EndMap()
    {
        // Maps are flat.
    }

    public override void Entry(EntryNames names, string key, string value)
    {
        xml.Open(names.Element);
        xml.Element(names.Key, key);
        xml.Element(names.Value, value);
        xml.Close(names.Element);
    }

    public override void BeginEntry(EntryNames names, string key)
    {
        xml.Open(names.Element);
        xml.Element(names.Key, key);
        xml.Open(names.Value);
    }

    public override void EndEntry(EntryNames names)
    {
        xml.Close(names.Value);
        xml.Close(names.Element);
    }
}
