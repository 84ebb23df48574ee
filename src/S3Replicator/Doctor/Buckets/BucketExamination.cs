using Amazon.S3;
using Amazon.S3.Model;
using S3Replicator.Aws;
using S3Replicator.Core.Rules;
using S3Replicator.Doctor.Permissions;
using ReplicationRule = S3Replicator.Core.Rules.ReplicationRule;

namespace S3Replicator.Doctor.Buckets;

/// <summary>Asks about one bucket's settings: as the role what the role may ask, and the rest as whoever runs the doctor.</summary>
internal sealed class BucketExamination
{
    private const string Looking = "Run doctor as somebody who may look at it:";

    private readonly IAmazonS3 _asCaller;
    private readonly S3Place _place;
    private string _lockRefusal = string.Empty;

    private BucketExamination(AwsClients clients, ReplicationDocument document, S3Place place, string region)
    {
        _asCaller = clients.S3(region);
        _place = place;
        AsRole = clients.S3(document, region);
        Region = region;
    }

    public string Bucket => _place.Bucket;

    public string Region { get; }

    /// <summary>S3 with the document's role.</summary>
    public IAmazonS3 AsRole { get; }

    /// <summary>Whether the bucket keeps versions, now or once; null where that is not known.</summary>
    public bool? IsVersioned { get; private set; }

    public LockState Lock { get; private set; }

    /// <summary>Finds the bucket with the document's role, and looks at its versioning and its Object Lock.</summary>
    public static async Task<(BucketExamination? Bucket, IReadOnlyList<Finding> Findings)> OpenAsync(
        AwsClients clients, ReplicationDocument document, S3Place place, CancellationToken cancellationToken)
    {
        var found = await clients.RegionOfAsync(document, place.Bucket, cancellationToken);

        if (found.Value is not { } region)
        {
            var error = found.Error!;
            return (null, [error.Status == 0 ? Finding.Unreachable("bucket", place.Bucket, error.Message)
                : error.Status == 404 ? Finding.Fail(
                    "bucket", place.Bucket, "there is none of that name", "Check the name in the rule document, or create the bucket.")
                : Finding.Fail(
                    "bucket", place.Bucket, $"cannot be reached: {error.Message}", new Grants(document).Of("s3:ListBucket", place))]);
        }

        var examination = new BucketExamination(clients, document, place, region);
        await examination.AskForLockAsync(cancellationToken);
        return (examination, [Finding.Pass("bucket", place.Bucket, $"in {region}"), await examination.VersioningAsync(document, cancellationToken)]);
    }

    /// <summary>The bucket's owner, if it is the account named.</summary>
    public async Task<string?> OwnerAsync(string? account, CancellationToken cancellationToken)
    {
        if (account is null)
        {
            return null;
        }

        var answer = await Answer.OfAsync(
            () => AsRole.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Bucket, MaxKeys = 1, ExpectedBucketOwner = account }, cancellationToken),
            cancellationToken);
        return answer.Value is null ? null : account;
    }

    public Task<Answer<GetBucketNotificationResponse>> NotificationsAsync(CancellationToken cancellationToken) => Answer.OfAsync(
        () => _asCaller.GetBucketNotificationAsync(new GetBucketNotificationRequest { BucketName = Bucket }, cancellationToken), cancellationToken);

    public async Task<IEnumerable<Finding>> LifecycleAsync(IReadOnlyList<ReplicationRule> rules, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var answer = await Answer.OfAsync(
            () => _asCaller.GetLifecycleConfigurationAsync(new GetLifecycleConfigurationRequest { BucketName = Bucket }, cancellationToken), cancellationToken);

        if (answer.Value is null && !answer.IsMissing)
        {
            return [Finding.Warn("lifecycle", Bucket, $"cannot be looked at: {answer.Code}", $"{Looking} s3:GetLifecycleConfiguration.")];
        }

        var lifecycle = answer.Value?.Configuration?.Rules ?? [];
        return rules.Select(rule => LifecycleCheck.Of(Bucket, rule, lifecycle, now));
    }

    /// <summary>Locked objects need a destination that can lock.</summary>
    public IEnumerable<Finding> CompareLocks(BucketExamination destination, ReplicationRule rule)
    {
        var subject = $"{Bucket} → {destination.Bucket}";
        return (Lock, destination.Lock) switch
        {
            (LockState.Off, _) => [],
            (LockState.Unknown, _) => [Finding.Warn(
                "object lock", subject, $"whether the source has it cannot be looked at: {_lockRefusal}",
                new Grants(document: null).Of("s3:GetBucketObjectLockConfiguration", _place.Arn) + " or the role, and run doctor again.")],
            (_, LockState.On) => [Finding.Pass("object lock", subject, "on for both buckets")],
            (_, LockState.Unknown) => [Finding.Warn(
                "object lock", subject, $"on for the source; whether the destination has it cannot be looked at: {destination._lockRefusal}",
                $"Let its owner look: aws s3api get-object-lock-configuration --bucket {destination.Bucket}. Without it, locked objects cannot be copied with their lock.")],
            _ => [Finding.Fail(
                "object lock", subject, "on for the source only, so that locked objects cannot be copied with their lock",
                (rule.Destination.Account is { } owner ? $"In account {owner}: " : string.Empty)
                    + $$"""aws s3api put-object-lock-configuration --bucket {{destination.Bucket}} --object-lock-configuration '{"ObjectLockEnabled":"Enabled"}'""")],
        };
    }

    /// <summary>Rules that set ACLs need a bucket that takes them.</summary>
    public async Task<IEnumerable<Finding>> OwnershipAsync(ReplicationRule rule, CancellationToken cancellationToken)
    {
        if (rule is { AclSync: false, Acl: ReplicaAcl.None } && !rule.Destination.OwnerOverride)
        {
            return [];
        }

        var subject = $"{Bucket}, rule {rule.Id}";
        var answer = await Answer.OfAsync(
            () => _asCaller.GetBucketOwnershipControlsAsync(new GetBucketOwnershipControlsRequest { BucketName = Bucket }, cancellationToken), cancellationToken);

        // Buckets from before ownership controls have none, and take ACLs.
        if (answer.Value is null && answer.Code is not "OwnershipControlsNotFoundError")
        {
            return [Finding.Warn("ownership", subject, $"cannot be looked at: {answer.Code}", $"{Looking} s3:GetBucketOwnershipControls.")];
        }

        var isEnforced = answer.Value?.OwnershipControls?.Rules?.Exists(controls => controls.ObjectOwnership == ObjectOwnership.BucketOwnerEnforced) == true;
        return [isEnforced
            ? Finding.Warn("ownership", subject, "the bucket's owner owns every object, and ACLs are off", "Take Acl, AclSync and AccessControlTranslation out of the rule: they change nothing here.")
            : Finding.Pass("ownership", subject, "the bucket takes ACLs")];
    }

    /// <summary>Only S3's own word that there is none means that there is none.</summary>
    private async Task AskForLockAsync(CancellationToken cancellationToken)
    {
        Lock = LockState.Unknown;

        foreach (var s3 in (IAmazonS3[])[AsRole, _asCaller])
        {
            var answer = await Answer.OfAsync(
                () => s3.GetObjectLockConfigurationAsync(new GetObjectLockConfigurationRequest { BucketName = Bucket }, cancellationToken), cancellationToken);
            _lockRefusal = answer.Code;
            Lock = answer.Value is { } value ? (value.ObjectLockConfiguration?.ObjectLockEnabled == ObjectLockEnabled.Enabled ? LockState.On : LockState.Off)
                : answer.Code is "ObjectLockConfigurationNotFoundError" ? LockState.Off
                : LockState.Unknown;

            if (Lock != LockState.Unknown)
            {
                return;
            }
        }
    }

    private async Task<Finding> VersioningAsync(ReplicationDocument document, CancellationToken cancellationToken)
    {
        var answer = await Answer.OfAsync(
            () => AsRole.GetBucketVersioningAsync(new GetBucketVersioningRequest { BucketName = Bucket }, cancellationToken), cancellationToken);

        if (answer.Value is not { } versioning)
        {
            return Finding.Warn("versioning", Bucket, $"cannot be told: {answer.Text}", new Grants(document).Of("s3:GetBucketVersioning", _place));
        }

        var status = versioning.VersioningConfig?.Status;
        IsVersioned = status == VersionStatus.Enabled || status == VersionStatus.Suspended;
        return status == VersionStatus.Enabled ? Finding.Pass("versioning", Bucket, "on")
            : document.Versioning == VersioningRequirement.Optional ? Finding.Pass("versioning", Bucket, "off, which the document allows")
            : Finding.Fail(
                "versioning", Bucket, "off, and the document asks for it as S3 Replication does",
                $"aws s3api put-bucket-versioning --bucket {Bucket} --versioning-configuration Status=Enabled, or S3Replicator: {{Versioning: Optional}} in the document.");
    }
}
