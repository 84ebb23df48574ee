using System.Buffers;
using System.Globalization;
using System.Text;

namespace S3Replicator.LocalAws.S3.Protocol;

/// <summary>Writes XML as S3 does, straight to bytes.</summary>
internal sealed class XmlText
{
    public const string S3Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";
    private static readonly SearchValues<char> Special = SearchValues.Create(
        "<>&\"\0\u0001\u0002\u0003\u0004\u0005\u0006\a\b\t\n\v\f\r\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f\ufffe\uffff");

    private readonly ArrayBufferWriter<byte> _bytes = new(512);

    public XmlText() => _bytes.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"u8);

    public ReadOnlyMemory<byte> Written => _bytes.WrittenMemory;

    public XmlText OpenRoot(string name)
    {
        Raw("<");
        Raw(name);
        Raw(" xmlns=\"" + S3Namespace + "\">");
        return this;
    }

    public XmlText Open(string name)
    {
        Raw("<");
        Raw(name);
        Raw(">");
        return this;
    }

    public XmlText Close(string name)
    {
        Raw("</");
        Raw(name);
        Raw(">");
        return this;
    }

    public XmlText Element(string name, string value)
    {
        Open(name);
        Text(value);
        return Close(name);
    }

    /// <summary>Writes the element only where there is a value.</summary>
    public XmlText Optional(string name, string? value) => value is null ? this : Element(name, value);

    public XmlText Element(string name, long value) => Element(name, value.ToString(CultureInfo.InvariantCulture));

    public XmlText Element(string name, bool value) => Element(name, value ? "true" : "false");

    /// <summary>Whole seconds, as S3 keeps times.</summary>
    public XmlText Element(string name, DateTimeOffset time) =>
        Element(name, time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'.000Z'", CultureInfo.InvariantCulture));

    private void Text(string value)
    {
        var rest = value.AsSpan();
        while (true)
        {
            var at = rest.IndexOfAny(Special);
            if (at < 0)
            {
                Raw(rest);
                return;
            }

            Raw(rest[..at]);
            Raw(rest[at] switch
            {
                '<' => "&lt;",
                '>' => "&gt;",
                '&' => "&amp;",
                '"' => "&quot;",
                var other => string.Create(CultureInfo.InvariantCulture, $"&#x{(int)other:x};"),
            });
            rest = rest[(at + 1)..];
        }
    }

    /// <summary>Writes text that needs no escape.</summary>
    public XmlText Raw(ReadOnlySpan<char> text)
    {
        Encoding.UTF8.GetBytes(text, _bytes);
        return this;
    }
}
