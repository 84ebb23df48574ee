using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.S3.Listing;
using S3Replicator.LocalAws.S3.Protocol;
using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3.Operations;

/// <summary>Lists all versions and delete markers.</summary>
internal static class ListObjectVersions
{
    public static ValueTask HandleAsync(S3Request request)
    {
        var parameters = ListParameters.From(request, "max-keys");
        var keyMarker = request.Query("key-marker") ?? "";
        var versionMarker = request.Query("version-id-marker");
        if (versionMarker is not null && keyMarker.Length == 0)
        {
            throw new AwsErrorException(S3Errors.InvalidArgument(
                "A version-id marker cannot be specified without a key marker.", "version-id-marker", versionMarker));
        }

        if (versionMarker is "")
        {
            throw new AwsErrorException(S3Errors.InvalidArgument("A version-id marker cannot be empty.", "version-id-marker", ""));
        }

        var page = versionMarker is null
            ? VersionPage.Read(request.Bucket, parameters, parameters.After(keyMarker), null, null)
            : VersionPage.Read(request.Bucket, parameters, KeyPosition.At(keyMarker), keyMarker, versionMarker);
        return S3Response.XmlAsync(request, Write(request, parameters, page, keyMarker, versionMarker));
    }

    private static XmlText Write(S3Request request, ListParameters parameters, VersionPage page, string keyMarker, string? versionMarker)
    {
        var xml = new XmlText().OpenRoot("ListVersionsResult")
            .Element("Name", request.Bucket.Name)
            .Element("Prefix", parameters.Encode(parameters.Prefix))
            .Element("KeyMarker", parameters.Encode(keyMarker))
            .Element("VersionIdMarker", versionMarker ?? "");
        if (page.IsTruncated)
        {
            xml.Element("NextKeyMarker", parameters.Encode(page.LastKey!)).Optional("NextVersionIdMarker", page.LastVersionId);
        }

        xml.Element("MaxKeys", parameters.MaxKeys)
            .Optional("Delimiter", parameters.Delimiter.Length > 0 ? parameters.Encode(parameters.Delimiter) : null)
            .Optional("EncodingType", parameters.UrlEncodes ? "url" : null)
            .Element("IsTruncated", page.IsTruncated);
        foreach (var (version, isLatest) in page.Versions)
        {
            WriteVersion(xml, request, parameters, version, isLatest);
        }

        ListingElements.WriteCommonPrefixes(xml, parameters, page.CommonPrefixes);
        return xml.Close("ListVersionsResult");
    }

    private static void WriteVersion(XmlText xml, S3Request request, ListParameters parameters, ObjectVersion version, bool isLatest)
    {
        var element = version.IsDeleteMarker ? "DeleteMarker" : "Version";
        xml.Open(element)
            .Element("Key", parameters.Encode(version.Key))
            .Element("VersionId", version.VersionId)
            .Element("IsLatest", isLatest);
        if (version.IsDeleteMarker)
        {
            xml.Element("LastModified", version.LastModified);
        }
        else
        {
            ListingElements.WriteFacts(xml, version);
            xml.Element("StorageClass", version.StorageClass);
        }

        ListingElements.WriteOwner(xml, request.Bucket.OwnerAccount);
        xml.Close(element);
    }
}
