using System.Collections.Concurrent;
using S3Replicator.LocalAws.Identity;
using S3Replicator.LocalAws.Sqs.Attributes;

namespace S3Replicator.LocalAws.Sqs.Queues;

/// <summary>The queues of all accounts and regions.</summary>
internal sealed class QueueDirectory
{
    private readonly ConcurrentDictionary<QueueName, MessageQueue> _queues = new();
    private readonly ConcurrentDictionary<string, MessageQueue> _byArn = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<QueueName, long> _deletedAt = new();
    private readonly Lock _gate = new();

    public QueueDirectory(TimeProvider clock, RandomFill random, SqsLimits limits) =>
        Environment = new QueueEnvironment(clock, random, limits, FindByArn);

    public QueueEnvironment Environment { get; }

    public IEnumerable<MessageQueue> All => _queues.Values.OrderBy(queue => queue.Arn, StringComparer.Ordinal);

    public MessageQueue? Find(QueueName name) => _queues.GetValueOrDefault(name);

    public MessageQueue? FindByArn(string queueArn) => _byArn.GetValueOrDefault(queueArn);

    /// <summary>The queues of one account in one region, by name.</summary>
    public IEnumerable<MessageQueue> List(string accountId, string region) => _queues.Values
        .Where(q => q.Name.AccountId.Equals(accountId, StringComparison.Ordinal) && q.Name.Region.Equals(region, StringComparison.Ordinal))
        .OrderBy(q => q.Name.Name, StringComparer.Ordinal);

    /// <summary>The queues that have that queue as their dead-letter queue, by name.</summary>
    public IEnumerable<MessageQueue> ListSources(string deadLetterArn) => _queues.Values
        .Where(q => string.Equals(q.Settings.RedrivePolicy?.DeadLetterTargetArn, deadLetterArn, StringComparison.Ordinal))
        .OrderBy(q => q.Name.Name, StringComparer.Ordinal);

    /// <summary>Adds a queue, or gives the one of that name that is there already.</summary>
    /// <exception cref="SqsErrorException">The name was deleted a moment ago.</exception>
    public (MessageQueue Queue, bool IsNew) GetOrCreate(QueueName name, QueueSettings settings)
    {
        MessageQueue queue;
        lock (_gate)
        {
            if (_queues.TryGetValue(name, out var there))
            {
                return (there, false);
            }

            if (_deletedAt.TryGetValue(name, out var deletedAt)
                && Environment.Now - deletedAt < Environment.Limits.RecreateAfter.TotalMilliseconds)
            {
                throw new SqsErrorException(SqsError.QueueDeletedRecently);
            }

            queue = new MessageQueue(name, settings, Environment);
            _byArn[queue.Arn] = queue;
            _queues[name] = queue;
        }

        Environment.DefinitionsChanged();
        return (queue, true);
    }

    public void Delete(MessageQueue queue)
    {
        lock (_gate)
        {
            if (_queues.TryRemove(queue.Name, out _))
            {
                _byArn.TryRemove(queue.Arn, out _);
                _deletedAt[queue.Name] = Environment.Now;
            }
        }

        queue.Dispose();
        Environment.DefinitionsChanged();
    }
}
