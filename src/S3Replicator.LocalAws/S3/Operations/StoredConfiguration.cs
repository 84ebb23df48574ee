using System.Xml.Linq;
using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.S3.Protocol;

namespace S3Replicator.LocalAws.S3.Operations;

/// <summary>A bucket's document that is kept and given back, and never acted on.</summary>
/// <param name="resource">The sub-resource, which also names it in the bucket's settings.</param>
/// <param name="root">The root element.</param>
/// <param name="missing">The error where there is none.</param>
/// <param name="check">Refuses what S3 would not take.</param>
internal sealed class StoredConfiguration(string resource, string root, AwsError missing, Action<XElement> check)
{
    public ValueTask GetAsync(S3Request request) => request.Bucket.Settings.Documents.TryGetValue(resource, out var document)
        ? S3Response.BytesAsync(request.Http.Response, 200, "application/xml", document)
        : throw new AwsErrorException(missing.With("BucketName", request.Bucket.Name));

    public async ValueTask PutAsync(S3Request request)
    {
        var bytes = await XmlBody.ReadBytesAsync(request);
        check(XmlBody.Parse(bytes, root));
        request.Bucket.Change(settings => settings with { Documents = settings.Documents.SetItem(resource, bytes) });
        await S3Response.EmptyAsync(request, resource is "tagging" ? 204 : 200);
    }

    public ValueTask DeleteAsync(S3Request request)
    {
        request.Bucket.Change(settings => settings with { Documents = settings.Documents.Remove(resource) });
        return S3Response.EmptyAsync(request, 204);
    }
}
