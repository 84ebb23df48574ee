using System.Globalization;
using S3Replicator.LocalAws.S3.Checksums;
using S3Replicator.LocalAws.S3.Listing;
using S3Replicator.LocalAws.S3.Multipart;
using S3Replicator.LocalAws.S3.Protocol;
using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3.Operations;

/// <summary>Lists uploads in progress and their parts.</summary>
internal static class ListUploads
{
    public static ValueTask PartsAsync(S3Request request)
    {
        var upload = Uploads.Get(request);
        var limit = ListParameters.Limit(request, "max-parts");
        var marker = request.QueryNumber("part-number-marker") ?? 0;
        var rest = upload.Parts().Where(part => part.Number > marker).ToArray();
        var page = rest[..Math.Min(limit, rest.Length)];
        var xml = new XmlText().OpenRoot("ListPartsResult")
            .Element("Bucket", request.Bucket.Name)
            .Element("Key", upload.Key)
            .Element("UploadId", upload.Id)
            .Element("PartNumberMarker", marker)
            .Element("NextPartNumberMarker", page.Length > 0 ? page[^1].Number : 0)
            .Element("MaxParts", limit)
            .Element("IsTruncated", page.Length < rest.Length && limit > 0);
        if (upload.Algorithm is { } algorithm)
        {
            xml.Element("ChecksumAlgorithm", algorithm.Name()).Element("ChecksumType", upload.IsComposite ? "COMPOSITE" : "FULL_OBJECT");
        }

        foreach (var part in page)
        {
            xml.Open("Part")
                .Element("PartNumber", part.Number)
                .Element("LastModified", part.LastModified)
                .Element("ETag", $"\"{part.ETag}\"")
                .Element("Size", part.Content.Length);
            if (upload.Algorithm is not null && part.Checksum is { } checksum)
            {
                xml.Element(checksum.Algorithm.Element(), checksum.Value);
            }

            xml.Close("Part");
        }

        WritePeople(xml, request);
        return S3Response.XmlAsync(request, xml.Element("StorageClass", upload.Template.StorageClass).Close("ListPartsResult"));
    }

    public static ValueTask UploadsAsync(S3Request request)
    {
        var parameters = ListParameters.From(request, "max-uploads");
        var keyMarker = request.Query("key-marker") ?? "";
        var idMarker = request.Query("upload-id-marker") ?? "";
        var page = new UploadPage(parameters, request.Bucket.Uploads.Values, keyMarker, idMarker);
        var xml = new XmlText().OpenRoot("ListMultipartUploadsResult")
            .Element("Bucket", request.Bucket.Name)
            .Element("KeyMarker", parameters.Encode(keyMarker))
            .Element("UploadIdMarker", idMarker)
            .Element("NextKeyMarker", parameters.Encode(page.NextKey))
            .Element("NextUploadIdMarker", page.NextId)
            .Element("Prefix", parameters.Encode(parameters.Prefix))
            .Optional("Delimiter", parameters.Delimiter.Length > 0 ? parameters.Encode(parameters.Delimiter) : null)
            .Optional("EncodingType", parameters.UrlEncodes ? "url" : null)
            .Element("MaxUploads", parameters.MaxKeys.ToString(CultureInfo.InvariantCulture))
            .Element("IsTruncated", page.IsTruncated);
        foreach (var upload in page.Uploads)
        {
            WriteUpload(xml, request, parameters, upload);
        }

        ListingElements.WriteCommonPrefixes(xml, parameters, page.CommonPrefixes);
        return S3Response.XmlAsync(request, xml.Close("ListMultipartUploadsResult"));
    }

    private static void WriteUpload(XmlText xml, S3Request request, ListParameters parameters, MultipartUpload upload)
    {
        xml.Open("Upload").Element("Key", parameters.Encode(upload.Key)).Element("UploadId", upload.Id);
        WritePeople(xml, request);
        xml.Element("StorageClass", upload.Template.StorageClass).Element("Initiated", upload.Initiated);
        if (upload.Algorithm is { } algorithm)
        {
            xml.Element("ChecksumAlgorithm", algorithm.Name()).Element("ChecksumType", upload.IsComposite ? "COMPOSITE" : "FULL_OBJECT");
        }

        xml.Close("Upload");
    }

    private static void WritePeople(XmlText xml, S3Request request)
    {
        xml.Open("Initiator").Element("ID", request.Principal.Arn).Close("Initiator");
        ListingElements.WriteOwner(xml, request.Bucket.OwnerAccount);
    }
}
