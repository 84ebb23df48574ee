using System.Text;
using Microsoft.AspNetCore.Http;
using S3Replicator.LocalAws.Identity;
using S3Replicator.LocalAws.Identity.Policies;
using S3Replicator.LocalAws.Query;
using S3Replicator.LocalAws.Sqs.Attributes;
using S3Replicator.LocalAws.Sqs.Messages;
using S3Replicator.LocalAws.Sqs.Protocol;
using S3Replicator.LocalAws.Sqs.Queues;

namespace S3Replicator.LocalAws.Sqs;

/// <summary>SQS: the AWS JSON 1.0 and the Query protocol, and doors for the process itself.</summary>
internal sealed class SqsEndpoint
{
    private const string TargetPrefix = "AmazonSQS.";
    private const string S3Service = "s3.amazonaws.com";

    // A service's unique id, as SQS shows it for messages that S3 sends.
    private const string S3SenderId = "AIDAJQABLZS4A3QDU576Q";

    private readonly SqsActions _actions;

    public SqsEndpoint(TimeProvider clock, Authorizer authorizer, RandomFill? random = null, SqsLimits? limits = null)
    {
        // Ids need not be secret, and the secure source costs more than all else that a send does.
        Queues = new QueueDirectory(clock, random ?? Random.Shared.NextBytes, limits ?? new SqsLimits());
        _actions = new SqsActions(new QueueAccess(Queues, authorizer));
    }

    /// <summary>The names of all actions.</summary>
    public IEnumerable<string> Actions => _actions.Names;

    /// <summary>All queues, for tests and set-up: depth, peek, disorder.</summary>
    public QueueDirectory Queues { get; }

    /// <summary>Whether SQS has an action of that name.</summary>
    public bool Has(string action) => _actions.Has(action);

    /// <summary>Adds a queue with default attributes, or finds it.</summary>
    public MessageQueue Create(string queueArn)
    {
        var name = QueueName.FromArn(queueArn) ?? throw new ArgumentException($"{queueArn} is no queue's ARN.", nameof(queueArn));
        var settings = new QueueSettings { IsFifo = name.IsFifo, ContentBasedDeduplication = name.IsFifo };
        return Queues.GetOrCreate(name, settings).Queue;
    }

    /// <summary>Sends a message of S3's; false when there is no such queue.</summary>
    public bool Deliver(string queueArn, string body) => Deliver(queueArn, Encoding.UTF8.GetBytes(body));

    /// <summary>Sends a message of S3's; false when there is no such queue.</summary>
    /// <param name="queueArn">The queue.</param>
    /// <param name="body">UTF-8, which must not change afterwards.</param>
    public bool Deliver(string queueArn, ReadOnlyMemory<byte> body)
    {
        if (Queues.FindByArn(queueArn) is not { } queue)
        {
            return false;
        }

        queue.Send(new MessageContent(Queues.Environment.NewId(), body, Md5Digest.Of(body.Span), [], S3SenderId), delay: null);
        return true;
    }

    /// <summary>Whether the policy of a queue lets S3 send for a bucket, as S3 asks before it takes a notification configuration.</summary>
    public bool LetsS3Send(string queueArn, string bucketArn, string bucketAccount) => LetsSend(
        S3Service, queueArn, new AuthorizationContext().Add("aws:SourceArn", bucketArn).Add("aws:SourceAccount", bucketAccount));

    /// <summary>Whether the policy of a queue lets a service of AWS send.</summary>
    public bool LetsSend(string service, string queueArn, AuthorizationContext context) =>
        Queues.FindByArn(queueArn) is { } queue
        && Authorizer.EvaluateService(service, "sqs:SendMessage", queueArn, context, queue.Settings.Policy).IsAllowed;

    public ValueTask HandleAsync(
        HttpContext context, Principal principal, string region, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var target = context.Request.Headers["X-Amz-Target"].ToString();
        return target.Length > 0
            ? HandleJsonAsync(context, target, principal, region, body, cancellationToken)
            : HandleQueryAsync(context, principal, region, body, cancellationToken);
    }

    private async ValueTask HandleJsonAsync(
        HttpContext context,
        string target,
        Principal principal,
        string region,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken)
    {
        var requestId = RequestId(context);
        try
        {
            var action = target.StartsWith(TargetPrefix, StringComparison.Ordinal)
                ? target[TargetPrefix.Length..]
                : throw new SqsErrorException(SqsError.UnknownOperation(target));
            var operation = _actions[action];
            var call = new SqsCall(JsonRequestReader.Read(body.Span), principal, region, context.Request);
            var result = await operation(call, cancellationToken);
            SqsResponse.WriteJson(context, requestId, result);
        }
        catch (SqsErrorException error)
        {
            SqsResponse.WriteJson(context, requestId, error.Error);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The client has gone: nobody is left to answer.
        }
    }

    private async ValueTask HandleQueryAsync(
        HttpContext context, Principal principal, string region, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var requestId = RequestId(context);
        try
        {
            var form = QueryForm.Read(body.Span, context.Request.QueryString.Value)
                ?? throw new SqsErrorException(SqsError.MalformedQuery);
            var action = form["Action"] ?? throw new SqsErrorException(SqsError.MissingAction);
            var operation = _actions[action];
            var call = new SqsCall(QueryRequestReader.Read(form, action), principal, region, context.Request);
            var result = await operation(call, cancellationToken);
            SqsResponse.WriteXml(context, requestId, action, result);
        }
        catch (SqsErrorException error)
        {
            SqsResponse.WriteXml(context, requestId, error.Error);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The client has gone: nobody is left to answer.
        }
    }

    // The front may have given the request an id already.
    private string RequestId(HttpContext context) =>
        context.Response.Headers["x-amzn-RequestId"] is [{ Length: > 0 } id] ? id : Queues.Environment.NewId().ToString();
}
