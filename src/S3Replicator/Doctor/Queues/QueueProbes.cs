using Amazon.SQS;
using Amazon.SQS.Model;
using S3Replicator.Doctor.Permissions;

namespace S3Replicator.Doctor.Queues;

/// <summary>Tries what the worker does with a queue, with handles that no message has.</summary>
internal sealed class QueueProbes(IAmazonSQS sqs, QueueFacts queue, Grants grants)
{
    private const string Check = "permission";
    private const string NoHandle = "s3replicator-doctor";

    /// <summary>One more than SQS gives at a time, so that it gives none; a receive would count towards the dead-letter queue.</summary>
    private const int TooMany = 11;

    /// <summary>One second more than SQS delays a message, so that it takes none.</summary>
    private const int TooLong = 901;

    /// <summary>What a worker's own queue needs.</summary>
    public async Task<IReadOnlyList<Finding>> ReadAsync(CancellationToken cancellationToken) =>
    [
        Judge("sqs:ChangeMessageVisibility", await Answer.OfAsync(
            () => sqs.ChangeMessageVisibilityAsync(new ChangeMessageVisibilityRequest { QueueUrl = queue.Url, ReceiptHandle = NoHandle, VisibilityTimeout = 0 }, cancellationToken), cancellationToken)),
        Judge("sqs:DeleteMessage", await Answer.OfAsync(
            () => sqs.DeleteMessageAsync(new DeleteMessageRequest { QueueUrl = queue.Url, ReceiptHandle = NoHandle }, cancellationToken), cancellationToken)),
        Judge("sqs:ReceiveMessage", await Answer.OfAsync(
            () => sqs.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = queue.Url, MaxNumberOfMessages = TooMany, WaitTimeSeconds = 0 }, cancellationToken), cancellationToken)),
    ];

    /// <summary>What the queue needs that the worker tells of operations.</summary>
    public async Task<IReadOnlyList<Finding>> SendAsync(CancellationToken cancellationToken) =>
    [
        Judge("sqs:SendMessage", await Answer.OfAsync(
            () => sqs.SendMessageAsync(new SendMessageRequest { QueueUrl = queue.Url, MessageBody = "{}", DelaySeconds = TooLong }, cancellationToken), cancellationToken)),
    ];

    private Finding Judge<T>(string action, Answer<T> answer)
        where T : class
    {
        var subject = $"{action} on {queue.Name}";
        return answer.IsRefused ? Finding.Fail(Check, subject, $"refused: {answer.Message}", grants.OfQueue(action, queue.Arn ?? "*"))
            : answer.IsUnreachable || answer.Status >= 500 ? Finding.Warn(Check, subject, $"no clear answer: {answer.Text}", "Run doctor again.")
            : Finding.Pass(Check, subject, answer.Value is null ? "not refused" : "allowed");
    }
}
