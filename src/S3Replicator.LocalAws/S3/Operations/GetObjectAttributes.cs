using System.Globalization;
using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.S3.Access;
using S3Replicator.LocalAws.S3.Checksums;
using S3Replicator.LocalAws.S3.Encryption;
using S3Replicator.LocalAws.S3.Objects;
using S3Replicator.LocalAws.S3.Protocol;
using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3.Operations;

/// <summary>Tells what a version is without its content: tag, checksum, parts, class, size.</summary>
internal static class GetObjectAttributes
{
    private const string Header = "x-amz-object-attributes";
    private const int MostParts = 1000;

    public static ValueTask HandleAsync(S3Request request)
    {
        var wanted = Wanted(request);
        request.Require(request.VersionId is null ? S3Actions.GetObject : S3Actions.GetObjectVersion);
        var version = VersionLookup.Get(request);
        Decryption.Require(request, request.Bucket, version, CustomerKey.Prefix, decrypts: true);
        request.ResponseHeaders.LastModified = version.LastModified.ToString("r", CultureInfo.InvariantCulture);
        ObjectResponseHeaders.WriteVersionId(request, version);
        var xml = new XmlText().OpenRoot("GetObjectAttributesResponse");
        if (wanted.Contains("ETag"))
        {
            xml.Element("ETag", version.ETag);
        }

        if (wanted.Contains("Checksum") && version.Checksum is { } checksum)
        {
            xml.Open("Checksum").Element(checksum.Algorithm.Element(), checksum.Value).Element("ChecksumType", checksum.TypeName).Close("Checksum");
        }

        if (wanted.Contains("ObjectParts") && version.Parts.Length > 0)
        {
            WriteParts(request, version, xml);
        }

        if (wanted.Contains("StorageClass"))
        {
            xml.Element("StorageClass", version.StorageClass);
        }

        if (wanted.Contains("ObjectSize"))
        {
            xml.Element("ObjectSize", version.Size);
        }

        return S3Response.XmlAsync(request, xml.Close("GetObjectAttributesResponse"));
    }

    private static HashSet<string> Wanted(S3Request request)
    {
        var header = request.Header(Header)
            ?? throw new AwsErrorException(S3Errors.InvalidArgument("The x-amz-object-attributes header specifying the attributes to be retrieved is either missing or empty", Header, "null"));
        var wanted = header.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
        foreach (var name in wanted)
        {
            if (name is not ("ETag" or "Checksum" or "ObjectParts" or "StorageClass" or "ObjectSize"))
            {
                throw new AwsErrorException(S3Errors.InvalidArgument("Invalid attribute name specified.", Header, name));
            }
        }

        return wanted;
    }

    private static void WriteParts(S3Request request, ObjectVersion version, XmlText xml)
    {
        var most = Number(request, "x-amz-max-parts") ?? MostParts;
        var marker = Number(request, "x-amz-part-number-marker") ?? 0;
        ObjectPart[] page = [.. version.Parts.Where(part => part.Number > marker).Take(Math.Min(most, MostParts))];
        var isTruncated = page.Length > 0 && page[^1].Number < version.Parts[^1].Number;
        xml.Open("ObjectParts").Element("PartsCount", version.Parts.Length);
        if (version.Checksum is { } checksum)
        {
            xml.Element("PartNumberMarker", marker)
                .Element("NextPartNumberMarker", page.Length > 0 ? page[^1].Number : marker)
                .Element("MaxParts", Math.Min(most, MostParts))
                .Element("IsTruncated", isTruncated);
            foreach (var part in page)
            {
                xml.Open("Part").Element("PartNumber", part.Number).Element("Size", part.Size).Optional(checksum.Algorithm.Element(), part.Checksum).Close("Part");
            }
        }

        xml.Close("ObjectParts");
    }

    private static int? Number(S3Request request, string header)
    {
        if (request.Header(header) is not { } text)
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new AwsErrorException(S3Errors.InvalidArgument($"Provided {header} not an integer or within integer range", header, text));
    }
}
