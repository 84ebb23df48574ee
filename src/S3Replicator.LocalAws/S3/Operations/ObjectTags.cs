using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.S3.Notifications;
using S3Replicator.LocalAws.S3.Objects;
using S3Replicator.LocalAws.S3.Protocol;
using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3.Operations;

/// <summary>Tags of a version.</summary>
internal sealed class ObjectTags(TimeProvider clock, EventPublisher events)
{
    public static ValueTask GetAsync(S3Request request)
    {
        var version = VersionLookup.Get(request);
        ObjectResponseHeaders.WriteVersionId(request, version);
        var xml = new XmlText().OpenRoot("Tagging").Open("TagSet");
        foreach (var tag in version.Tags.Tags)
        {
            xml.Open("Tag").Element("Key", tag.Key).Element("Value", tag.Value).Close("Tag");
        }

        return S3Response.XmlAsync(request, xml.Close("TagSet").Close("Tagging"));
    }

    public async ValueTask PutAsync(S3Request request)
    {
        var root = await XmlBody.ReadAsync(request, "Tagging");
        var set = root.Child("TagSet") ?? throw new AwsErrorException(S3Errors.MalformedXml);
        var tags = ObjectTagging.Of([.. set.Children("Tag").Select(tag => new ObjectTag(tag.Required("Key"), tag.Required("Value")))]);
        Change(request, tags, EventNames.TaggingPut);
        await S3Response.EmptyAsync(request, 200);
    }

    public ValueTask DeleteAsync(S3Request request)
    {
        Change(request, ObjectTagging.None, EventNames.TaggingDelete);
        return S3Response.EmptyAsync(request, 204);
    }

    private void Change(S3Request request, ObjectTagging tags, string eventName)
    {
        using var held = request.Bucket.Hold(request.Key);
        var version = VersionLookup.Get(request) with { Tags = tags };
        held.Replace(version);
        events.Changed(request, version, eventName, clock.GetUtcNow());
        ObjectResponseHeaders.WriteVersionId(request, version);
    }
}
