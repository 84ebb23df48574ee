using System.Globalization;
using System.Xml.Linq;
using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.S3.Locking;
using S3Replicator.LocalAws.S3.Protocol;
using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3.Operations;

/// <summary>The Object Lock configuration of a bucket, which once there stays.</summary>
internal static class BucketLocks
{
    private const int MostDays = 36_500;
    private const int MostYears = 100;

    public static ValueTask GetAsync(S3Request request)
    {
        var configuration = request.Bucket.Settings.Lock ?? throw new AwsErrorException(LockErrors.NoConfiguration.With("BucketName", request.Bucket.Name));
        var xml = new XmlText().OpenRoot("ObjectLockConfiguration").Element("ObjectLockEnabled", "Enabled");
        if (configuration.Mode is { } mode)
        {
            xml.Open("Rule").Open("DefaultRetention").Element("Mode", mode);
            _ = configuration.Days is { } days ? xml.Element("Days", days) : xml.Element("Years", configuration.Years!.Value);
            xml.Close("DefaultRetention").Close("Rule");
        }

        return S3Response.XmlAsync(request, xml.Close("ObjectLockConfiguration"));
    }

    public static async ValueTask PutAsync(S3Request request)
    {
        var root = await XmlBody.ReadAsync(request, "ObjectLockConfiguration");
        if (root.Text("ObjectLockEnabled") is not "Enabled")
        {
            throw new AwsErrorException(S3Errors.MalformedXml);
        }

        var configuration = Read(root.Child("Rule"));
        if (request.Bucket.Settings.Versioning != VersioningStatus.Enabled)
        {
            throw new AwsErrorException(LockErrors.NeedsVersioning);
        }

        request.Bucket.Change(settings => settings with { Lock = configuration });
        await S3Response.EmptyAsync(request, 200);
    }

    private static BucketLock Read(XElement? rule)
    {
        if (rule is null)
        {
            return BucketLock.WithoutDefault;
        }

        var retention = rule.Child("DefaultRetention");
        var mode = retention?.Text("Mode");
        var days = Number(retention, "Days", MostDays);
        var years = Number(retention, "Years", MostYears);
        return ObjectLock.IsMode(mode) && days is null != years is null
            ? new BucketLock(mode, days, years)
            : throw new AwsErrorException(S3Errors.MalformedXml);
    }

    private static int? Number(XElement? element, string name, int most)
    {
        if (element?.Text(name) is not { } text)
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most
            ? number
            : throw new AwsErrorException(S3Errors.InvalidArgument("Default retention period must be a positive integer value", name, text));
    }
}
