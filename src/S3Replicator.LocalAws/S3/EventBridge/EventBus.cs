using S3Replicator.LocalAws.Identity.Policies;
using S3Replicator.LocalAws.S3.Notifications;
using S3Replicator.LocalAws.S3.Storage;
using S3Replicator.LocalAws.Sqs;

namespace S3Replicator.LocalAws.S3.EventBridge;

/// <summary>As much of EventBridge as it takes to bring a bucket's events to queues in its form.</summary>
public sealed class EventBus
{
    private const string Service = "events.amazonaws.com";

    private readonly SqsEndpoint _queues;
    private readonly Lock _gate = new();
    private volatile EventRule[] _rules = [];

    internal EventBus(SqsEndpoint queues) => _queues = queues;

    /// <summary>Puts a rule in force.</summary>
    /// <exception cref="ArgumentException">The queue is not there, or does not let EventBridge send.</exception>
    public void Add(EventRule rule)
    {
        if (WhyUnreachable(rule.QueueArn) is { } reason)
        {
            throw new ArgumentException(reason, nameof(rule));
        }

        lock (_gate)
        {
            _rules = [.. _rules, rule];
        }
    }

    /// <summary>The rules in force.</summary>
    public IReadOnlyList<EventRule> Snapshot() => [.. _rules];

    /// <summary>Why EventBridge could not send to a queue; null where it could.</summary>
    internal string? WhyUnreachable(string queueArn)
    {
        if (_queues.Queues.FindByArn(queueArn) is null)
        {
            return $"There is no queue {queueArn}.";
        }

        return _queues.LetsSend(Service, queueArn, new AuthorizationContext()) ? null : $"The policy of {queueArn} does not let {Service} send.";
    }

    internal void Publish(Bucket bucket, EventOrigin origin, ObjectEvent happened)
    {
        foreach (var rule in _rules)
        {
            if (WildcardPattern.Matches(rule.Bucket, bucket.Name) && BridgeEvent.Format(bucket, origin, happened, _queues.Queues.Environment.NewId()) is { } body)
            {
                _queues.Deliver(rule.QueueArn, body);
            }
        }
    }
}
