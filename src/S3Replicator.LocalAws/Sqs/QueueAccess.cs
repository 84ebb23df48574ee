using S3Replicator.LocalAws.Identity.Policies;
using S3Replicator.LocalAws.Sqs.Queues;

namespace S3Replicator.LocalAws.Sqs;

/// <summary>Finds the queue that a request names, and whether its signer may do what it asks.</summary>
internal sealed class QueueAccess(QueueDirectory queues, Authorizer authorizer)
{
    private const string DefaultRegion = "us-east-1";

    public QueueDirectory Queues => queues;

    /// <param name="call">The request.</param>
    /// <param name="action">The IAM action, without <c>sqs:</c>.</param>
    /// <exception cref="SqsErrorException">There is no such queue, or it may not be used so.</exception>
    public MessageQueue Queue(SqsCall call, string action)
    {
        var queue = Find(call) ?? throw new SqsErrorException(SqsError.QueueDoesNotExist);
        Authorize(call, action, queue);
        return queue;
    }

    public void Authorize(SqsCall call, string action, MessageQueue queue)
    {
        var isOwn = queue.Name.AccountId.Equals(call.Principal.AccountId, StringComparison.Ordinal);
        if (!isOwn || queue.Settings.Policy is not null || !authorizer.IsUnlimited(call.Principal))
        {
            Decide(call, action, queue.Arn, queue.Settings.Policy, queue.Name.AccountId);
        }
    }

    /// <summary>For what is not about one queue that is there.</summary>
    public void Authorize(SqsCall call, string action, string resourceArn)
    {
        if (!authorizer.IsUnlimited(call.Principal))
        {
            Decide(call, action, resourceArn, policy: null, call.Principal.AccountId);
        }
    }

    private void Decide(
        SqsCall call,
        string action,
        string resourceArn,
        Identity.Policies.Documents.PolicyDocument? policy,
        string ownerAccount)
    {
        var decision = authorizer.Evaluate(
            call.Principal,
            "sqs:" + action,
            resourceArn,
            new AuthorizationContext().Add("aws:RequestedRegion", call.Region),
            policy,
            ownerAccount);
        if (!decision.IsAllowed)
        {
#pragma warning disable CA1308 // SQS prints actions in lower case.
            var printed = "sqs:" + action.ToLowerInvariant();
#pragma warning restore CA1308
            throw new SqsErrorException(SqsError.AccessDenied(decision.Describe(call.Principal.Arn, printed, resourceArn)));
        }
    }

    private MessageQueue? Find(SqsCall call)
    {
        var url = call.Request.QueueUrl;
        if (string.IsNullOrEmpty(url))
        {
            url = call.Path.Trim('/').Length > 0
                ? call.Path
                : throw new SqsErrorException(SqsError.MissingParameter("QueueUrl"));
        }

        if (QueueUrls.Parse(url) is not var (region, account, name))
        {
            // SQS takes a bare name for a queue of the signer, and so do some clients.
            return url.Contains('/', StringComparison.Ordinal)
                ? null
                : queues.Find(new QueueName(call.Principal.AccountId, call.Region, url));
        }

        return queues.Find(new QueueName(account, region ?? call.Region, name))
            ?? (region is null ? queues.Find(new QueueName(account, DefaultRegion, name)) : null);
    }
}
