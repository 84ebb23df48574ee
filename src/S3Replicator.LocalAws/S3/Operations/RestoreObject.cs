using System.Globalization;
using System.Xml.Linq;
using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.S3.Archiving;
using S3Replicator.LocalAws.S3.Notifications;
using S3Replicator.LocalAws.S3.Objects;
using S3Replicator.LocalAws.S3.Protocol;

namespace S3Replicator.LocalAws.S3.Operations;

/// <summary>Restores an archived object for some days; when it is ready is a matter of the clock.</summary>
internal sealed class RestoreObject(TimeProvider clock, Restorations restorations, EventPublisher events)
{
    private const int Accepted = 202;

    public async ValueTask HandleAsync(S3Request request)
    {
        var root = await XmlBody.ReadAsync(request, "RestoreRequest");
        if (root.Child("SelectParameters") is not null || root.Child("OutputLocation") is not null)
        {
            throw new AwsErrorException(S3Errors.UnsupportedResource("SELECT in RestoreRequest"));
        }

        if (!int.TryParse(root.Text("Days"), NumberStyles.None, CultureInfo.InvariantCulture, out var days) || days < 1)
        {
            throw new AwsErrorException(S3Errors.MalformedXml);
        }

        await S3Response.EmptyAsync(request, Restore(request, days, Tier(root)) ? Accepted : 200);
    }

    /// <returns>False where there is a restored copy already, which now stays for longer.</returns>
    private bool Restore(S3Request request, int days, string tier)
    {
        using var held = request.Bucket.Hold(request.Key);
        var version = VersionLookup.Get(request);
        if (!version.IsArchivedClass)
        {
            throw new AwsErrorException(S3Errors.Archived(version) with { Message = "Restore is not allowed for the object's current storage class" });
        }

        var now = clock.GetUtcNow();
        if (version.Restoration?.IsOngoing(now) == true)
        {
            throw new AwsErrorException(new AwsError(409, "RestoreAlreadyInProgress", "Object restore is already in progress"));
        }

        var duration = RetrievalTimes.Of(version.StorageClass, tier)
            ?? throw new AwsErrorException(S3Errors.InvalidArgument("Retrieval option is not supported by this storage class", "Tier", tier));
        var isReadable = version.Restoration?.IsReadable(now) == true;
        var completesAt = isReadable ? version.Restoration!.CompletesAt : now + duration;
        version = version with { Restoration = new Restoration(completesAt, Restoration.EndOf(isReadable ? now : completesAt, days)) };
        held.Replace(version);
        var origin = EventOrigin.Of(request);
        restorations.Follow(request.Bucket, version, origin);
        if (!isReadable)
        {
            events.Restored(request.Bucket, version, EventNames.RestorePost, origin, now);
        }

        ObjectResponseHeaders.WriteVersionId(request, version);
        return !isReadable;
    }

    private static string Tier(XElement root)
    {
        var tier = root.Child("GlacierJobParameters")?.Text("Tier") ?? root.Text("Tier") ?? RetrievalTimes.Standard;
        return RetrievalTimes.IsTier(tier) ? tier : throw new AwsErrorException(S3Errors.MalformedXml);
    }
}
