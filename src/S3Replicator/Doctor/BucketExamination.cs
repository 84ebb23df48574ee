using Amazon.S3;
using Amazon.S3.Model;
using S3Replicator.Aws;
using S3Replicator.Core.Rules;
using ReplicationRule = S3Replicator.Core.Rules.ReplicationRule;

namespace S3Replicator.Doctor;

/// <summary>Asks about one bucket's settings, as whoever runs the doctor.</summary>
internal sealed class BucketExamination(IAmazonS3 s3, string bucket, string region)
{
    private const string Looking = "Run doctor as somebody who may look at it:";

    public string Region { get; } = region;

    /// <summary>Finds the bucket with the document's role, and looks at its versioning.</summary>
    public static async Task<(BucketExamination? Bucket, IReadOnlyList<Finding> Findings)> OpenAsync(
        AwsClients clients, ReplicationDocument document, string bucket, CancellationToken cancellationToken)
    {
        var found = await clients.RegionOfAsync(document, bucket, cancellationToken);

        if (found.Value is not { } region)
        {
            return (null, [found.Error!.Status == 404
                ? Finding.Fail("bucket", bucket, "there is none of that name", "Check the name in the rule document, or create the bucket.")
                : Finding.Fail(
                    "bucket", bucket, $"cannot be reached: {found.Error.Message}",
                    $$"""Allow the role {"Effect":"Allow","Action":["s3:ListBucket","s3:GetBucketVersioning"],"Resource":"arn:aws:s3:::{{bucket}}"}; in another account the bucket's own policy too.""")]);
        }

        var examination = new BucketExamination(clients.S3(region), bucket, region);
        return (examination, [Finding.Pass("bucket", bucket, $"in {region}"), await VersioningAsync(clients.S3(document, region), document, bucket, cancellationToken)]);
    }

    public async Task<IEnumerable<Finding>> NotificationsAsync(
        IReadOnlyList<ReplicationRule> rules, IReadOnlyList<QueueFacts> queues, CancellationToken cancellationToken)
    {
        var answer = await Answer.OfAsync(() => s3.GetBucketNotificationAsync(new GetBucketNotificationRequest { BucketName = bucket }, cancellationToken));

        if (answer.Value is not { } configuration)
        {
            return [Finding.Warn("notifications", bucket, $"cannot be looked at: {answer.Code}", $"{Looking} s3:GetBucketNotification.")];
        }

        var arns = queues.Select(queue => queue.Arn).ToHashSet(StringComparer.Ordinal);
        var routes = (configuration.QueueConfigurations ?? []).Where(entry => arns.Contains(entry.Queue)).Select(RouteOf).ToList();
        var leadsElsewhere = configuration.EventBridgeConfiguration is not null || configuration.TopicConfigurations is { Count: > 0 };
        return rules.SelectMany(rule => NotificationChecks.Of(bucket, rule, routes, leadsElsewhere));
    }

    public async Task<IEnumerable<Finding>> LifecycleAsync(IReadOnlyList<ReplicationRule> rules, CancellationToken cancellationToken)
    {
        var answer = await Answer.OfAsync(() => s3.GetLifecycleConfigurationAsync(new GetLifecycleConfigurationRequest { BucketName = bucket }, cancellationToken));

        if (answer.Value is null && !answer.IsMissing)
        {
            return [Finding.Warn("lifecycle", bucket, $"cannot be looked at: {answer.Code}", $"{Looking} s3:GetLifecycleConfiguration.")];
        }

        var lifecycle = answer.Value?.Configuration?.Rules ?? [];
        return rules.Select(rule => LifecycleCheck.Of(bucket, rule, lifecycle));
    }

    /// <summary>Locked objects need a destination that can lock.</summary>
    public async Task<IEnumerable<Finding>> ObjectLockAsync(BucketExamination destination, ReplicationRule rule, CancellationToken cancellationToken)
    {
        var subject = $"{bucket} → {rule.Destination.Bucket}";

        if (!await CanLockAsync(cancellationToken))
        {
            return [];
        }

        return [await destination.CanLockAsync(cancellationToken)
            ? Finding.Pass("object lock", subject, "on for both buckets")
            : Finding.Fail(
                "object lock", subject, "on for the source only, so that locked objects cannot be copied with their lock",
                $$"""aws s3api put-object-lock-configuration --bucket {{rule.Destination.Bucket}} --object-lock-configuration '{"ObjectLockEnabled":"Enabled"}'""")];
    }

    /// <summary>Rules that set ACLs need a bucket that takes them.</summary>
    public async Task<IEnumerable<Finding>> OwnershipAsync(ReplicationRule rule, CancellationToken cancellationToken)
    {
        if (rule is { AclSync: false, Acl: ReplicaAcl.None } && !rule.Destination.OwnerOverride)
        {
            return [];
        }

        var subject = $"{bucket}, rule {rule.Id}";
        var answer = await Answer.OfAsync(() => s3.GetBucketOwnershipControlsAsync(new GetBucketOwnershipControlsRequest { BucketName = bucket }, cancellationToken));

        if (answer.IsRefused)
        {
            return [Finding.Warn("ownership", subject, $"cannot be looked at: {answer.Code}", $"{Looking} s3:GetBucketOwnershipControls.")];
        }

        var isEnforced = answer.Value?.OwnershipControls?.Rules?.Exists(controls => controls.ObjectOwnership == ObjectOwnership.BucketOwnerEnforced) == true;
        return [isEnforced
            ? Finding.Warn("ownership", subject, "the bucket's owner owns every object, and ACLs are off", "Take Acl, AclSync and AccessControlTranslation out of the rule: they change nothing here.")
            : Finding.Pass("ownership", subject, "the bucket takes ACLs")];
    }

    private async Task<bool> CanLockAsync(CancellationToken cancellationToken)
    {
        var answer = await Answer.OfAsync(() => s3.GetObjectLockConfigurationAsync(new GetObjectLockConfigurationRequest { BucketName = bucket }, cancellationToken));
        return answer.Value?.ObjectLockConfiguration?.ObjectLockEnabled == ObjectLockEnabled.Enabled;
    }

    private static async Task<Finding> VersioningAsync(IAmazonS3 asRole, ReplicationDocument document, string bucket, CancellationToken cancellationToken)
    {
        var answer = await Answer.OfAsync(() => asRole.GetBucketVersioningAsync(new GetBucketVersioningRequest { BucketName = bucket }, cancellationToken));

        if (answer.Value is not { } versioning)
        {
            return Finding.Fail(
                "versioning", bucket, $"{answer.Code}: {answer.Message}",
                $$"""Allow the role {"Effect":"Allow","Action":"s3:GetBucketVersioning","Resource":"arn:aws:s3:::{{bucket}}"}.""");
        }

        var status = versioning.VersioningConfig?.Status;
        return status == VersionStatus.Enabled ? Finding.Pass("versioning", bucket, "on")
            : document.Versioning == VersioningRequirement.Optional ? Finding.Pass("versioning", bucket, "off, which the document allows")
            : Finding.Fail(
                "versioning", bucket, "off, and the document asks for it as S3 Replication does",
                $"aws s3api put-bucket-versioning --bucket {bucket} --versioning-configuration Status=Enabled, or S3Replicator: {{Versioning: Optional}} in the document.");
    }

    private static EventRoute RouteOf(QueueConfiguration entry)
    {
        var filters = entry.Filter?.S3KeyFilter?.FilterRules ?? [];
        return new(
            [.. entry.Events.Select(type => type.Value.StartsWith("s3:", StringComparison.Ordinal) ? type.Value[3..] : type.Value)],
            ValueOf("prefix"),
            ValueOf("suffix"));

        string ValueOf(string name) => filters.Find(filter => string.Equals(filter.Name, name, StringComparison.OrdinalIgnoreCase))?.Value ?? string.Empty;
    }
}
