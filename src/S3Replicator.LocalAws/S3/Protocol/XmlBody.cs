using System.Text;
using System.Xml;
using System.Xml.Linq;
using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.S3.Bodies;
using S3Replicator.LocalAws.S3.Checksums;
using S3Replicator.LocalAws.S3.Content;

namespace S3Replicator.LocalAws.S3.Protocol;

/// <summary>Reads the XML documents of requests, with or without a namespace.</summary>
internal static class XmlBody
{
    private const int MaxLength = 8 * 1024 * 1024;

    /// <summary>The root element, which must have one of the names; null for an empty body.</summary>
    public static async ValueTask<XElement?> ReadOptionalAsync(S3Request request, params string[] roots)
    {
        var bytes = await ReadBytesAsync(request);
        return bytes.Length == 0 ? null : Parse(bytes, roots);
    }

    public static async ValueTask<XElement> ReadAsync(S3Request request, params string[] roots) =>
        await ReadOptionalAsync(request, roots) ?? throw new AwsErrorException(S3Errors.MalformedXml);

    /// <summary>A document of a request whose checksum headers tell of something other than its body.</summary>
    public static async ValueTask<XElement> ReadDocumentAsync(S3Request request, params string[] roots) =>
        Parse(ToArray((await BodyReader.ReadAsync(request, MaxLength)).Content), roots);

    /// <summary>The body after its digests were checked.</summary>
    public static async ValueTask<byte[]> ReadBytesAsync(S3Request request)
    {
        if (request.Http.Request.ContentLength is null or 0)
        {
            return [];
        }

        var body = await BodyReader.ReadAsync(request, MaxLength);
        CheckDigests(request, body);
        return ToArray(body.Content);
    }

    public static XElement Parse(byte[] bytes, params string[] roots)
    {
        try
        {
            using var text = new MemoryStream(bytes, writable: false);
            using var reader = XmlReader.Create(text, new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
                CheckCharacters = false,
                IgnoreComments = true,
                IgnoreProcessingInstructions = true,
            });
            var root = XElement.Load(reader);
            return Array.IndexOf(roots, root.Name.LocalName) >= 0 ? root : throw new AwsErrorException(S3Errors.MalformedXml);
        }
        catch (Exception exception) when (exception is XmlException or DecoderFallbackException)
        {
            throw new AwsErrorException(S3Errors.MalformedXml);
        }
    }

    public static XElement? Child(this XElement element, string name)
    {
        foreach (var child in element.Elements())
        {
            if (string.Equals(child.Name.LocalName, name, StringComparison.Ordinal))
            {
                return child;
            }
        }

        return null;
    }

    public static IEnumerable<XElement> Children(this XElement element, string name) =>
        element.Elements().Where(child => string.Equals(child.Name.LocalName, name, StringComparison.Ordinal));

    public static string? Text(this XElement element, string name) => element.Child(name)?.Value;

    public static string Required(this XElement element, string name) =>
        element.Text(name) ?? throw new AwsErrorException(S3Errors.MalformedXml);

    private static byte[] ToArray(ObjectContent content)
    {
        var bytes = new byte[content.Length];
        content.CopyTo(0, bytes);
        return bytes;
    }

    private static void CheckDigests(S3Request request, ReceivedBody body)
    {
        Span<byte> md5 = stackalloc byte[16];
        ContentHashing.Md5(body.Content, md5);
        RequestChecksums.CheckMd5(request, md5);
        RequestChecksums.Verified(request, body);
    }
}
