using System.Buffers;
using System.Text;

namespace S3Replicator.LocalAws.Query;

/// <summary>Writes the plain XML of the Query protocol as UTF-8.</summary>
internal sealed class XmlOutput(IBufferWriter<byte> output)
{
    private static readonly SearchValues<char> Special = SearchValues.Create("&<>\"\r\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\u000b\f\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f\ufffe\uffff");

    public void Declaration() => output.Write("<?xml version=\"1.0\"?>"u8);

    public void Open(string element)
    {
        output.Write("<"u8);
        Encoding.UTF8.GetBytes(element, output);
        output.Write(">"u8);
    }

    public void Open(string element, string xmlns)
    {
        output.Write("<"u8);
        Encoding.UTF8.GetBytes(element, output);
        output.Write(" xmlns=\""u8);
        Encoding.UTF8.GetBytes(xmlns, output);
        output.Write("\">"u8);
    }

    public void Close(string element)
    {
        output.Write("</"u8);
        Encoding.UTF8.GetBytes(element, output);
        output.Write(">"u8);
    }

    public void Empty(string element)
    {
        output.Write("<"u8);
        Encoding.UTF8.GetBytes(element, output);
        output.Write("/>"u8);
    }

    public void Element(string element, string value)
    {
        Open(element);
        Text(value);
        Close(element);
    }

    public void Text(ReadOnlySpan<char> text)
    {
        while (true)
        {
            var special = text.IndexOfAny(Special);
            if (special < 0)
            {
                Encoding.UTF8.GetBytes(text, output);
                return;
            }

            Encoding.UTF8.GetBytes(text[..special], output);
            output.Write(Escape(text[special]));
            text = text[(special + 1)..];
        }
    }

    // Control characters are not XML at all; they can only come from what a client sent, and are shown as unknown.
    private static ReadOnlySpan<byte> Escape(char c) => c switch
    {
        '&' => "&amp;"u8,
        '<' => "&lt;"u8,
        '>' => "&gt;"u8,
        '"' => "&quot;"u8,
        '\r' => "&#xD;"u8,
        _ => "\uFFFD"u8,
    };
}
