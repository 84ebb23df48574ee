using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace S3Replicator.Tests.Scenarios;

/// <summary>Finds out what an endpoint can do by having it do it.</summary>
internal sealed class EndpointProbe(ScenarioEndpoint endpoint, AmazonS3Client s3, ScenarioBuckets buckets, ScenarioQueue queue)
{
    private const string Key = "probe";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Dictionary<Capability, string> _lacks = [];
    private string _source = string.Empty;
    private string _replica = string.Empty;

    /// <summary>What it cannot do, each with how it showed.</summary>
    public static async Task<IReadOnlyDictionary<Capability, string>> RunAsync(ScenarioEndpoint endpoint, CancellationToken cancellationToken)
    {
        using var s3 = endpoint.CreateS3();
        using var sqs = endpoint.CreateSqs();
        var buckets = new ScenarioBuckets(s3, endpoint.Region);
        var queue = await ScenarioQueue.CreateAsync(sqs, cancellationToken);
        try
        {
            var probe = new EndpointProbe(endpoint, s3, buckets, queue);
            await probe.RunAsync(cancellationToken);
            return probe._lacks;
        }
        finally
        {
            await buckets.CleanUpAsync(cancellationToken);
            await queue.DeleteAsync(cancellationToken);
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        _source = await buckets.CreateAsync("probe", versioned: false, cancellationToken);
        _replica = await buckets.CreateAsync("probe", versioned: false, cancellationToken);
        await TryAsync(Capability.Notifications, "a notification configuration", NotificationsAsync, cancellationToken);
        if (!_lacks.ContainsKey(Capability.Notifications))
        {
            await TryAsync(Capability.DeleteEvents, "a delete", token => DeleteEventAsync(Capability.DeleteEvents, "an unversioned", token), cancellationToken);
        }

        await TryAsync(Capability.Versioning, "versioning", VersioningAsync, cancellationToken);
        await TryAsync(Capability.WholeCopy, "a copy", WholeCopyAsync, cancellationToken);
        await TryAsync(Capability.FencedCopy, "a copy with If-None-Match", FencedCopyAsync, cancellationToken);
        await TryAsync(Capability.MultipartCopy, "UploadPartCopy", MultipartCopyAsync, cancellationToken);
        await TryAsync(Capability.ObjectLock, "a locked copy", LockedCopyAsync, cancellationToken);
        await TryAsync(Capability.AssumeRole, $"AssumeRole of {endpoint.RoleArn}", AssumeRoleAsync, cancellationToken);
    }

    private async Task TryAsync(Capability capability, string what, Func<CancellationToken, Task> probe, CancellationToken cancellationToken)
    {
        try
        {
            await probe(cancellationToken);
        }
        catch (AmazonServiceException exception)
        {
            _lacks[capability] = $"it answers {what} with {(int)exception.StatusCode} {exception.ErrorCode}: {exception.Message}";
        }
    }

    private async Task NotificationsAsync(CancellationToken cancellationToken)
    {
        await queue.SubscribeAsync(s3, _source, cancellationToken);
        await PutAsync(cancellationToken);
        if (await queue.TakeAsync("ObjectCreated:", Patience, cancellationToken) is null)
        {
            _lacks[Capability.Notifications] = $"it takes a notification configuration, and no event of a put object came within {Patience.TotalSeconds} s";
        }
    }

    private async Task VersioningAsync(CancellationToken cancellationToken)
    {
        await s3.PutBucketVersioningAsync(
            new() { BucketName = _source, VersioningConfig = new() { Status = VersionStatus.Enabled } }, cancellationToken);
        if (await PutAsync(cancellationToken) is not { Length: > 0 } version)
        {
            _lacks[Capability.Versioning] = "it takes a versioning configuration, and a put object has no version id";
            return;
        }

        if (_lacks.ContainsKey(Capability.Notifications))
        {
            return;
        }

        if (await queue.TakeAsync("ObjectCreated:", Patience, cancellationToken) is not { } created || !created.Contains(version, StringComparison.Ordinal))
        {
            _lacks[Capability.EventVersions] = "the event of a put object in a versioned bucket does not name the version";
        }

        await DeleteEventAsync(Capability.DeleteMarkerEvents, "a versioned", cancellationToken);
        await PutAsync(cancellationToken);
    }

    private async Task DeleteEventAsync(Capability capability, string kind, CancellationToken cancellationToken)
    {
        await s3.DeleteObjectAsync(_source, Key, cancellationToken);
        if (await queue.TakeAsync("ObjectRemoved:", Patience, cancellationToken) is null)
        {
            _lacks[capability] = $"no event of a delete in {kind} bucket came within {Patience.TotalSeconds} s";
        }
    }

    private async Task WholeCopyAsync(CancellationToken cancellationToken)
    {
        await PutAsync(cancellationToken);
        await s3.CopyObjectAsync(_source, Key, _replica, Key, cancellationToken);
        var head = await s3.GetObjectMetadataAsync(_replica, Key, cancellationToken);
        var tagging = await s3.GetObjectTaggingAsync(new() { BucketName = _replica, Key = Key }, cancellationToken);
        if (head.Metadata["colour"] is not "blue" || tagging.Tagging is not [{ Key: "team", Value: "x" }])
        {
            _lacks[Capability.WholeCopy] = "a copy that leaves metadata and tags to it loses some of them";
        }
    }

    private async Task FencedCopyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await s3.CopyObjectAsync(
                new() { SourceBucket = _source, SourceKey = Key, DestinationBucket = _replica, DestinationKey = Key, IfNoneMatch = "*" }, cancellationToken);
            _lacks[Capability.FencedCopy] = "it overwrites an object though the copy says If-None-Match";
        }
        catch (AmazonS3Exception exception) when ((int)exception.StatusCode == 412)
        {
            // As it should be.
        }
    }

    private async Task MultipartCopyAsync(CancellationToken cancellationToken)
    {
        var upload = (await s3.InitiateMultipartUploadAsync(_replica, "parts", cancellationToken)).UploadId;
        var part = await s3.CopyPartAsync(
            new CopyPartRequest
            {
                SourceBucket = _source,
                SourceKey = Key,
                DestinationBucket = _replica,
                DestinationKey = "parts",
                UploadId = upload,
                PartNumber = 1,
                FirstByte = 0,
                LastByte = 3,
            },
            cancellationToken);
        await s3.CompleteMultipartUploadAsync(
            new() { BucketName = _replica, Key = "parts", UploadId = upload, PartETags = [new(1, part.ETag)] }, cancellationToken);
    }

    private async Task LockedCopyAsync(CancellationToken cancellationToken)
    {
        var vault = await buckets.CreateAsync("probe", versioned: true, cancellationToken, locks: true);
        await s3.CopyObjectAsync(
            new()
            {
                SourceBucket = _source,
                SourceKey = Key,
                DestinationBucket = vault,
                DestinationKey = Key,
                ObjectLockMode = ObjectLockMode.Governance,
                ObjectLockRetainUntilDate = DateTime.UtcNow.AddHours(1),
            },
            cancellationToken);
        if ((await s3.GetObjectMetadataAsync(vault, Key, cancellationToken)).ObjectLockMode != ObjectLockMode.Governance)
        {
            _lacks[Capability.ObjectLock] = "a copy that is to be locked is not";
        }
    }

    private async Task AssumeRoleAsync(CancellationToken cancellationToken)
    {
        using var sts = endpoint.CreateSts();
        var session = await sts.AssumeRoleAsync(new() { RoleArn = endpoint.RoleArn, RoleSessionName = "s3replicator-probe" }, cancellationToken);
        using var assumed = endpoint.CreateS3(session.Credentials);
        await assumed.ListObjectsV2Async(new() { BucketName = _replica }, cancellationToken);
    }

    private async Task<string?> PutAsync(CancellationToken cancellationToken)
    {
        var request = new PutObjectRequest { BucketName = _source, Key = Key, ContentBody = "body", TagSet = [new() { Key = "team", Value = "x" }] };
        request.Metadata["colour"] = "blue";
        return (await s3.PutObjectAsync(request, cancellationToken)).VersionId;
    }
}
