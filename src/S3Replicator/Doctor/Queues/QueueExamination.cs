using Amazon.SQS;
using Amazon.SQS.Model;
using S3Replicator.Aws;
using S3Replicator.Aws.Sqs;
using S3Replicator.Doctor.Permissions;

namespace S3Replicator.Doctor.Queues;

/// <summary>Looks at queues as the worker that uses them.</summary>
internal sealed class QueueExamination(AwsClients clients)
{
    private readonly Grants _grants = new(document: null);

    /// <summary>A queue that the worker reads; null facts where it cannot be looked at.</summary>
    public async Task<(QueueFacts? Queue, IReadOnlyList<Finding> Findings)> ReadAsync(QueueAddress address, CancellationToken cancellationToken)
    {
        using var sqs = clients.Sqs(address);
        var (facts, failure) = await DescribeAsync(sqs, address, "queue", "--queue-url", cancellationToken);
        return facts is null
            ? (null, [failure!])
            : (facts, [.. QueueChecks.Of(facts), .. await new QueueProbes(sqs, facts, _grants).ReadAsync(cancellationToken)]);
    }

    /// <summary>The queue that is told of operations.</summary>
    public async Task<IReadOnlyList<Finding>> TellAsync(QueueAddress address, CancellationToken cancellationToken)
    {
        using var sqs = clients.Sqs(address);
        var (facts, failure) = await DescribeAsync(sqs, address, "events queue", "--events-queue-url", cancellationToken);
        return facts is null
            ? [failure!]
            : [Finding.Pass("events queue", facts.Name, "there"), .. await new QueueProbes(sqs, facts, _grants).SendAsync(cancellationToken)];
    }

    private async Task<(QueueFacts? Queue, Finding? Failure)> DescribeAsync(
        IAmazonSQS sqs, QueueAddress address, string check, string option, CancellationToken cancellationToken)
    {
        var answer = await Answer.OfAsync(
            () => sqs.GetQueueAttributesAsync(new GetQueueAttributesRequest { QueueUrl = address.Url, AttributeNames = ["All"] }, cancellationToken), cancellationToken);
        return answer.Value is { } attributes ? (new(address.Name, address.Url, attributes.Attributes ?? []), null)
            : answer.IsUnreachable ? (null, Finding.Unreachable(check, address.Name, answer.Message))
            : (null, Finding.Fail(check, address.Name, answer.Text, answer.IsRefused
                ? _grants.OfQueue("sqs:GetQueueAttributes", address.Arn ?? "ARN")
                : $"Check {option}: region, account and name."));
    }
}
