using S3Replicator.LocalAws.Sqs.Attributes;
using S3Replicator.LocalAws.Sqs.Queues;

namespace S3Replicator.LocalAws.Sqs.Operations;

/// <summary>Whether a queue may have the dead-letter queue that it asks for.</summary>
internal static class RedriveCheck
{
    public static void Check(QueueSettings settings, QueueName source, QueueDirectory queues)
    {
        if (settings.RedrivePolicy is not { } policy)
        {
            return;
        }

        if (QueueName.FromArn(policy.DeadLetterTargetArn) is not { } target)
        {
            throw Invalid(policy, "Invalid value for deadLetterTargetArn.");
        }

        if (!target.Region.Equals(source.Region, StringComparison.Ordinal) || !target.AccountId.Equals(source.AccountId, StringComparison.Ordinal))
        {
            throw Invalid(policy, "Dead-letter target owner should be same as the source, in the same region.");
        }

        var queue = queues.Find(target) ?? throw Invalid(policy, "Dead letter target does not exist.");
        if (queue.Settings.IsFifo != settings.IsFifo)
        {
            throw Invalid(policy, "Dead-letter queue must be same type of queue as the source.");
        }

        if (queue.Settings.RedriveAllowPolicy?.Allows(source.Arn) == false)
        {
            throw Invalid(policy, $"Queue does not have permission to use {target.Arn} as its dead letter queue.");
        }
    }

    private static SqsErrorException Invalid(RedrivePolicy policy, string reason) =>
        AttributeJson.Invalid(policy.Text, AttributeNames.RedrivePolicy, reason);
}
