using System.Xml.Linq;
using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.S3.Access;
using S3Replicator.LocalAws.S3.Checksums;
using S3Replicator.LocalAws.S3.Objects;
using S3Replicator.LocalAws.S3.Protocol;

namespace S3Replicator.LocalAws.S3.Operations;

/// <summary>Deletes up to a thousand objects, each of which succeeds or fails alone.</summary>
internal sealed class DeleteObjects(ObjectRemover remover)
{
    private const int MaxObjects = 1000;

    public async ValueTask HandleAsync(S3Request request)
    {
        if (request.Header("Content-MD5") is null && RequestChecksums.InHeaders(request) is null && request.Header(HeaderNames.Trailer) is null)
        {
            throw new AwsErrorException(S3Errors.InvalidRequest("Missing required header for this request: Content-MD5 OR x-amz-checksum-*"));
        }

        var root = await XmlBody.ReadAsync(request, "Delete");
        var objects = root.Children("Object").ToList();
        if (objects.Count is 0 or > MaxObjects)
        {
            throw new AwsErrorException(S3Errors.MalformedXml);
        }

        var isQuiet = string.Equals(root.Text("Quiet"), "true", StringComparison.OrdinalIgnoreCase);
        var xml = new XmlText().OpenRoot("DeleteResult");
        foreach (var item in objects)
        {
            Delete(request, item, isQuiet, xml);
        }

        await S3Response.XmlAsync(request, xml.Close("DeleteResult"));
    }

    private void Delete(S3Request request, XElement item, bool isQuiet, XmlText xml)
    {
        var key = item.Required("Key");
        var versionId = item.Text("VersionId") is { Length: > 0 } text ? text : null;
        var removal = Remove(request, item, key, versionId);
        if (removal.Error is { } error)
        {
            xml.Open("Error").Element("Key", key).Optional("VersionId", versionId)
                .Element("Code", error.Code).Element("Message", error.Message).Close("Error");
            return;
        }

        if (isQuiet)
        {
            return;
        }

        xml.Open("Deleted").Element("Key", key).Optional("VersionId", versionId);
        if (removal.IsDeleteMarker)
        {
            xml.Element("DeleteMarker", true).Optional("DeleteMarkerVersionId", removal.VersionId);
        }

        xml.Close("Deleted");
    }

    private Removal Remove(S3Request request, XElement item, string key, string? versionId)
    {
        if (item.Text("LastModifiedTime") is not null || item.Text("Size") is not null)
        {
            return new Removal(null, false, S3Errors.NotImplemented("LastModifiedTime"));
        }

        var action = versionId is null ? S3Actions.DeleteObject : S3Actions.DeleteObjectVersion;
        return request.Access.Refusal(request, action, request.Bucket, key) is { } refused
            ? new Removal(null, false, refused)
            : remover.Remove(request, key, versionId, WriteConditions.OfDelete(item.Text("ETag")));
    }
}
