using System.Xml.Linq;
using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.S3.Locking;
using S3Replicator.LocalAws.S3.Protocol;
using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3.Operations;

/// <summary>Versioning, and the replication configuration, which is kept and not acted on.</summary>
internal static class BucketConfigurations
{
    private const int MaxRules = 1000;

    public static ValueTask GetVersioningAsync(S3Request request)
    {
        var xml = new XmlText().OpenRoot("VersioningConfiguration");
        if (request.Bucket.Settings.Versioning != VersioningStatus.Unversioned)
        {
            xml.Element("Status", request.Bucket.Settings.Versioning.ToString());
        }

        return S3Response.XmlAsync(request, xml.Close("VersioningConfiguration"));
    }

    public static async ValueTask PutVersioningAsync(S3Request request)
    {
        var root = await XmlBody.ReadAsync(request, "VersioningConfiguration");
        if (root.Text("MfaDelete") is "Enabled")
        {
            throw new AwsErrorException(S3Errors.UnsupportedResource("MfaDelete"));
        }

        var status = root.Text("Status") switch
        {
            "Enabled" => VersioningStatus.Enabled,
            "Suspended" => VersioningStatus.Suspended,
            null => throw new AwsErrorException(new AwsError(
                400,
                "IllegalVersioningConfigurationException",
                "The Versioning element must be specified")),
            _ => throw new AwsErrorException(S3Errors.MalformedXml),
        };
        if (status == VersioningStatus.Suspended && request.Bucket.Settings.Replication is not null)
        {
            throw new AwsErrorException(new AwsError(
                409,
                "InvalidBucketState",
                "A replication configuration is present on this bucket, so you cannot change the versioning state. To change the versioning state, first delete the replication configuration."));
        }

        if (status == VersioningStatus.Suspended && request.Bucket.Settings.Lock is not null)
        {
            throw new AwsErrorException(LockErrors.KeepsVersioning);
        }

        request.Bucket.Change(settings => settings with { Versioning = status });
        await S3Response.EmptyAsync(request, 200);
    }

    public static ValueTask GetReplicationAsync(S3Request request) => request.Bucket.Settings.Replication is { } document
        ? S3Response.BytesAsync(request.Http.Response, 200, "application/xml", document)
        : throw new AwsErrorException(new AwsError(
            404, "ReplicationConfigurationNotFoundError", "The replication configuration was not found").With("BucketName", request.Bucket.Name));

    public static async ValueTask PutReplicationAsync(S3Request request)
    {
        var bytes = await XmlBody.ReadBytesAsync(request);
        var root = XmlBody.Parse(bytes, "ReplicationConfiguration");
        Validate(request, root);
        request.Bucket.Change(settings => settings with { Replication = bytes });
        await S3Response.EmptyAsync(request, 200);
    }

    public static ValueTask DeleteReplicationAsync(S3Request request)
    {
        request.Bucket.Change(settings => settings with { Replication = null });
        return S3Response.EmptyAsync(request, 204);
    }

    private static void Validate(S3Request request, XElement root)
    {
        if (request.Bucket.Settings.Versioning != VersioningStatus.Enabled)
        {
            throw new AwsErrorException(S3Errors.InvalidRequest(
                "Versioning must be 'Enabled' on the bucket to apply a replication configuration"));
        }

        var rules = root.Children("Rule").ToList();
        if (rules.Count is 0 or > MaxRules || string.IsNullOrEmpty(root.Text("Role")))
        {
            throw new AwsErrorException(S3Errors.MalformedXml);
        }

        foreach (var rule in rules)
        {
            var hasFilter = rule.Child("Filter") is not null;
            if (rule.Text("Status") is not ("Enabled" or "Disabled")
                || string.IsNullOrEmpty(rule.Child("Destination")?.Text("Bucket"))
                || hasFilter == (rule.Child("Prefix") is not null)
                || (hasFilter && (rule.Child("Priority") is null || rule.Child("DeleteMarkerReplication") is null)))
            {
                throw new AwsErrorException(S3Errors.MalformedXml);
            }
        }
    }
}
