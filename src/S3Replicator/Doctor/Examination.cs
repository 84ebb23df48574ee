using Amazon.SQS.Model;
using S3Replicator.Aws;
using S3Replicator.Aws.Sqs;
using S3Replicator.Core.Rules;

namespace S3Replicator.Doctor;

/// <summary>Goes through queues, roles, buckets and permissions, and tells of each what was found.</summary>
internal sealed class Examination(AwsClients clients, RuleSet rules, DoctorOptions options)
{
    private readonly Dictionary<string, BucketExamination> _buckets = new(StringComparer.Ordinal);

    public async IAsyncEnumerable<Finding> RunAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var queues = new List<QueueFacts>();

        foreach (var url in options.QueueUrls)
        {
            foreach (var finding in await QueueAsync(url, queues, cancellationToken))
            {
                yield return finding;
            }
        }

        foreach (var document in rules.Documents)
        {
            foreach (var finding in await DocumentAsync(document, queues, cancellationToken))
            {
                yield return finding;
            }
        }
    }

    private async Task<IReadOnlyList<Finding>> QueueAsync(string url, List<QueueFacts> queues, CancellationToken cancellationToken)
    {
        if (QueueAddress.Parse(url) is not { } address)
        {
            return [Finding.Fail("queue", url, "not the URL of a queue", "It looks like https://sqs.eu-west-1.amazonaws.com/111122223333/events.")];
        }

        using var sqs = clients.Sqs(address);
        var answer = await Answer.OfAsync(() => sqs.GetQueueAttributesAsync(
            new GetQueueAttributesRequest { QueueUrl = url, AttributeNames = ["All"] }, cancellationToken));

        if (answer.Value is not { } attributes)
        {
            return [Finding.Fail("queue", address.Name, $"{answer.Code}: {answer.Message}", answer.IsRefused
                ? "Allow the worker sqs:GetQueueAttributes, sqs:ReceiveMessage, sqs:DeleteMessage and sqs:ChangeMessageVisibility on the queue."
                : "Check --queue-url: region, account and name.")];
        }

        var facts = new QueueFacts(address.Name, url, address.Region, attributes.Attributes ?? []);
        queues.Add(facts);
        return [.. QueueChecks.Of(facts)];
    }

    private async Task<IReadOnlyList<Finding>> DocumentAsync(
        ReplicationDocument document, List<QueueFacts> queues, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();

        if (!await AssumeAsync(document, findings))
        {
            return findings;
        }

        var source = await BucketAsync(document.Bucket, document, findings, cancellationToken);
        var enabled = document.Rules.Where(rule => rule.IsEnabled).ToList();

        if (source is not null)
        {
            findings.AddRange(queues.Select(queue => QueuePolicyCheck.Of(queue, document.Bucket)));
            findings.AddRange(await source.NotificationsAsync(enabled, queues, cancellationToken));
            findings.AddRange(await source.LifecycleAsync(enabled, cancellationToken));
            findings.AddRange(await new PermissionProbes(clients.S3(document, source.Region), document).SourceAsync(enabled, cancellationToken));
        }

        foreach (var rule in enabled)
        {
            await RuleAsync(document, rule, source, findings, cancellationToken);
        }

        return findings;
    }

    private async Task<bool> AssumeAsync(ReplicationDocument document, List<Finding> findings)
    {
        if (document.Role is not { } role)
        {
            findings.Add(Finding.Pass("role", document.Bucket, "ambient credentials, as the document asks"));
            return true;
        }

        var answer = await Answer.OfAsync(async () =>
        {
            await clients.AssumeAsync(document);
            return role;
        });
        findings.Add(answer.Value is not null
            ? Finding.Pass("role", role, "assumed")
            : Finding.Fail(
                "role", role, $"{answer.Code}: {answer.Message}",
                "Let its trust policy name the worker's identity, and let the worker sts:AssumeRole it; s3replicator iam prints both."));
        return answer.Value is not null;
    }

    private async Task RuleAsync(
        ReplicationDocument document, ReplicationRule rule, BucketExamination? source, List<Finding> findings, CancellationToken cancellationToken)
    {
        if (await BucketAsync(rule.Destination.Bucket, document, findings, cancellationToken) is not { } destination)
        {
            return;
        }

        if (source is not null)
        {
            findings.AddRange(await source.ObjectLockAsync(destination, rule, cancellationToken));
        }

        findings.AddRange(await destination.OwnershipAsync(rule, cancellationToken));
        var probes = new PermissionProbes(clients.S3(document, destination.Region), document);
        findings.AddRange(await probes.DestinationAsync(rule, cancellationToken));
        findings.AddRange(options.Writes
            ? await new WriteProbe(clients.S3(document, destination.Region), document, rule).RunAsync(cancellationToken)
            : [Finding.Warn("write", $"{rule.Destination.Bucket}, rule {rule.Id}", "not tried, since it writes", "Run doctor with --probe: it writes one object and removes it.")]);
    }

    /// <summary>The bucket if it is there; what is found of it is told once.</summary>
    private async Task<BucketExamination?> BucketAsync(
        string bucket, ReplicationDocument document, List<Finding> findings, CancellationToken cancellationToken)
    {
        if (_buckets.TryGetValue(bucket, out var known))
        {
            return known;
        }

        var (examination, found) = await BucketExamination.OpenAsync(clients, document, bucket, cancellationToken);
        findings.AddRange(found);

        if (examination is not null)
        {
            _buckets.Add(bucket, examination);
        }

        return examination;
    }
}
