using System.Text;
using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.S3.Listing;
using S3Replicator.LocalAws.S3.Protocol;
using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3.Operations;

/// <summary>Lists current objects, in both versions of the operation.</summary>
internal static class ListObjects
{
    private const char KeyToken = 'k';
    private const char PrefixToken = 'p';

    public static ValueTask ListAsync(S3Request request)
    {
        var parameters = ListParameters.From(request, "max-keys");
        var marker = request.Query("marker") ?? "";
        var page = ObjectPage.Read(request.Bucket, parameters, parameters.After(marker));
        var xml = new XmlText().OpenRoot("ListBucketResult")
            .Element("Name", request.Bucket.Name)
            .Element("Prefix", parameters.Encode(parameters.Prefix))
            .Element("Marker", parameters.Encode(marker));
        if (page.IsTruncated && parameters.Delimiter.Length > 0)
        {
            xml.Element("NextMarker", parameters.Encode(page.Last!));
        }

        WriteCommon(xml, parameters, page);
        foreach (var version in page.Objects)
        {
            ListingElements.WriteObject(xml, parameters, version, request.Bucket.OwnerAccount);
        }

        ListingElements.WriteCommonPrefixes(xml, parameters, page.CommonPrefixes);
        return S3Response.XmlAsync(request, xml.Close("ListBucketResult"));
    }

    public static ValueTask ListV2Async(S3Request request)
    {
        var parameters = ListParameters.From(request, "max-keys");
        var token = request.Query("continuation-token");
        var startAfter = request.Query("start-after");
        var from = token is null ? KeyPosition.After(startAfter ?? "") : ParseToken(token);
        var page = ObjectPage.Read(request.Bucket, parameters, from);
        var xml = new XmlText().OpenRoot("ListBucketResult")
            .Element("Name", request.Bucket.Name)
            .Element("Prefix", parameters.Encode(parameters.Prefix))
            .Optional("ContinuationToken", token)
            .Optional("StartAfter", startAfter is null ? null : parameters.Encode(startAfter));
        if (page.IsTruncated)
        {
            xml.Element("NextContinuationToken", FormatToken(page));
        }

        xml.Element("KeyCount", page.Count);
        WriteCommon(xml, parameters, page);
        var owner = string.Equals(request.Query("fetch-owner"), "true", StringComparison.OrdinalIgnoreCase) ? request.Bucket.OwnerAccount : null;
        foreach (var version in page.Objects)
        {
            ListingElements.WriteObject(xml, parameters, version, owner);
        }

        ListingElements.WriteCommonPrefixes(xml, parameters, page.CommonPrefixes);
        return S3Response.XmlAsync(request, xml.Close("ListBucketResult"));
    }

    private static void WriteCommon(XmlText xml, ListParameters parameters, ObjectPage page) => xml
        .Element("MaxKeys", parameters.MaxKeys)
        .Optional("Delimiter", parameters.Delimiter.Length > 0 ? parameters.Encode(parameters.Delimiter) : null)
        .Optional("EncodingType", parameters.UrlEncodes ? "url" : null)
        .Element("IsTruncated", page.IsTruncated);

    private static string FormatToken(ObjectPage page) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes((page.LastIsPrefix ? PrefixToken : KeyToken) + page.Last!));

    private static KeyPosition ParseToken(string token)
    {
        var bytes = new byte[token.Length];
        if (Convert.TryFromBase64String(token, bytes, out var length) && length > 0)
        {
            var text = Encoding.UTF8.GetString(bytes, 0, length);
            switch (text[0])
            {
                case KeyToken:
                    return KeyPosition.After(text[1..]);
                case PrefixToken:
                    return KeyPosition.AfterPrefix(text[1..]);
                default:
                    break;
            }
        }

        throw new AwsErrorException(S3Errors.InvalidArgument("The continuation token provided is incorrect", "continuation-token", token));
    }
}
