using S3Replicator.Aws;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Rules.Permissions;
using S3Replicator.Doctor.Buckets;
using S3Replicator.Doctor.Permissions;
using S3Replicator.Doctor.Queues;

namespace S3Replicator.Doctor;

/// <summary>Goes through one rule document: role, buckets, notifications and permissions.</summary>
internal sealed class DocumentExamination(
    AwsClients clients, ReplicationDocument document, IReadOnlyList<QueueFacts> queues, DoctorOptions options, TimeProvider timeProvider)
{
    private readonly Dictionary<string, BucketExamination?> _buckets = new(StringComparer.Ordinal);
    private readonly List<Finding> _findings = [];
    private readonly List<ReplicationRule> _rules = [.. document.Rules.Where(rule => rule.IsEnabled)];
    private readonly Grants _grants = new(document);

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        if (!await AssumeAsync(cancellationToken))
        {
            return _findings;
        }

        var partition = (_rules.FirstOrDefault() ?? document.Rules.FirstOrDefault())?.Destination.Partition ?? "aws";
        var source = await BucketAsync(new($"arn:{partition}:s3:::{document.Bucket}", document.Bucket, Prefix: null), cancellationToken);

        if (source is not null)
        {
            var account = document.SourceAccount ?? (RoleArn.TryParse(document.Role, out var role) ? role.Account : null);
            var owner = await source.OwnerAsync(account, cancellationToken);
            _findings.AddRange(await new RouteExamination(source, queues).RunAsync(
                _rules, bucketArn: $"arn:{partition}:s3:::{document.Bucket}", owner ?? document.SourceAccount, cancellationToken));
            _findings.AddRange(await source.LifecycleAsync(_rules, timeProvider.GetUtcNow(), cancellationToken));
        }

        foreach (var rule in _rules)
        {
            await DestinationAsync(rule, source, cancellationToken);
        }

        await PermissionsAsync(source, cancellationToken);
        return _findings;
    }

    private async Task<bool> AssumeAsync(CancellationToken cancellationToken)
    {
        if (document.Role is not { } role)
        {
            _findings.Add(Finding.Pass("role", document.Bucket, "ambient credentials, as the document asks"));
            return true;
        }

        var answer = await Answer.OfAsync(() => clients.AssumeAsync(document), cancellationToken);
        _findings.Add(answer.Value is not null ? Finding.Pass("role", role, "assumed")
            : answer.IsUnreachable ? Finding.Unreachable("role", role, answer.Message)
            : Finding.Fail(
                "role", role, answer.Text,
                $$"""Allow the worker {"Effect":"Allow","Action":"sts:AssumeRole","Resource":"{{role}}"}, and let the role's trust policy name the worker's identity; s3replicator iam prints both."""));
        return answer.Value is not null;
    }

    private async Task DestinationAsync(ReplicationRule rule, BucketExamination? source, CancellationToken cancellationToken)
    {
        var arn = $"arn:{rule.Destination.Partition}:s3:::{rule.Destination.Bucket}";

        if (await BucketAsync(new(arn, rule.Destination.Bucket, Prefix: null), cancellationToken) is not { } destination)
        {
            return;
        }

        _findings.AddRange(source?.CompareLocks(destination, rule) ?? []);
        _findings.AddRange(await destination.OwnershipAsync(rule, cancellationToken));
    }

    private async Task PermissionsAsync(BucketExamination? source, CancellationToken cancellationToken)
    {
        var probes = new PermissionProbes(
            bucket => _buckets.GetValueOrDefault(bucket)?.AsRole,
            bucket => _buckets.GetValueOrDefault(bucket)?.Lock == LockState.Off,
            _grants,
            options.Mark);
        _findings.AddRange(await probes.RunAsync(NeededAction.Of(RolePermissions.Of([document])), cancellationToken));

        foreach (var prefix in _rules.Where(rule => rule.SseKmsEncryptedObjects).Select(rule => rule.Filter.Prefix).Distinct(StringComparer.Ordinal))
        {
            if (source is not null)
            {
                _findings.AddRange(await new DecryptProbe(source.AsRole, _grants).SourceAsync(source.Bucket, prefix, cancellationToken));
            }
        }

        foreach (var rule in _rules)
        {
            if (_buckets.GetValueOrDefault(rule.Destination.Bucket) is { } destination)
            {
                var probe = new WriteProbe(destination.AsRole, rule, WrittenBy(rule), _grants, options.Mark);
                _findings.AddRange(options.Writes ? await probe.RunAsync(cancellationToken) : [probe.Untried]);
            }
        }
    }

    /// <summary>Where a rule's role may write, by the same policy that <c>iam</c> prints.</summary>
    private S3Place WrittenBy(ReplicationRule rule) => NeededAction.Of(RolePermissions.Of([document with { Rules = [rule] }]))
        .Last(needed => string.Equals(needed.Action, "s3:PutObject", StringComparison.Ordinal)).Place;

    /// <summary>The bucket if it is there; what is found of it is told once.</summary>
    private async Task<BucketExamination?> BucketAsync(S3Place place, CancellationToken cancellationToken)
    {
        if (!_buckets.TryGetValue(place.Bucket, out var examination))
        {
            (examination, var found) = await BucketExamination.OpenAsync(clients, document, place, cancellationToken);
            _findings.AddRange(found);
            _buckets.Add(place.Bucket, examination);
        }

        return examination;
    }
}
