using System.Globalization;
using System.Xml.Linq;
using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.S3.Protocol;
using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3.Operations;

/// <summary>The documents that buckets keep: lifecycle rules and the bucket's own tags.</summary>
internal static class StoredConfigurations
{
    private const int MostLifecycleRules = 1000;

    private static readonly string[] LifecycleActions =
        ["Expiration", "Transition", "NoncurrentVersionExpiration", "NoncurrentVersionTransition", "AbortIncompleteMultipartUpload"];

    public static StoredConfiguration Lifecycle { get; } = new(
        "lifecycle",
        "LifecycleConfiguration",
        new AwsError(404, "NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist"),
        CheckLifecycle);

    public static StoredConfiguration Tagging { get; } = new(
        "tagging", "Tagging", new AwsError(404, "NoSuchTagSet", "The TagSet does not exist"), CheckTags);

    private static void CheckLifecycle(XElement root)
    {
        var rules = root.Children("Rule").ToList();
        if (rules.Count is 0 or > MostLifecycleRules)
        {
            throw new AwsErrorException(S3Errors.MalformedXml);
        }

        foreach (var rule in rules)
        {
            if (rule.Text("Status") is not ("Enabled" or "Disabled")
                || rule.Child("Filter") is null == rule.Child("Prefix") is null
                || !Array.Exists(LifecycleActions, action => rule.Child(action) is not null))
            {
                throw new AwsErrorException(S3Errors.MalformedXml);
            }

            foreach (var days in rule.Descendants().Where(element => element.Name.LocalName is "Days" or "NoncurrentDays" or "DaysAfterInitiation"))
            {
                if (!int.TryParse(days.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    || (number == 0 && days.Parent!.Name.LocalName is not ("Transition" or "NoncurrentVersionTransition")))
                {
                    throw new AwsErrorException(S3Errors.InvalidArgument($"'{days.Name.LocalName}' for {days.Parent!.Name.LocalName} action must be a positive integer", days.Name.LocalName, days.Value));
                }
            }
        }
    }

    private static void CheckTags(XElement root)
    {
        var set = root.Child("TagSet") ?? throw new AwsErrorException(S3Errors.MalformedXml);
        ObjectTagging.OfBucket([.. set.Children("Tag").Select(tag => new ObjectTag(tag.Required("Key"), tag.Required("Value")))]);
    }
}
