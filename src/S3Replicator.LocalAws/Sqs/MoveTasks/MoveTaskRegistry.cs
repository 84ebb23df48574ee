using S3Replicator.LocalAws.Sqs.Queues;

namespace S3Replicator.LocalAws.Sqs.MoveTasks;

/// <summary>The move tasks of all queues, the latest first.</summary>
internal sealed class MoveTaskRegistry(QueueDirectory queues)
{
    // As many of a queue as SQS remembers.
    private const int Remembered = 10;

    private readonly Dictionary<string, LinkedList<MessageMoveTask>> _bySource = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>Null when one is running already.</summary>
    public MessageMoveTask? Start(MessageQueue source, string? destinationArn, int? rate)
    {
        lock (_gate)
        {
            if (!_bySource.TryGetValue(source.Arn, out var tasks))
            {
                _bySource.Add(source.Arn, tasks = []);
            }

            if (tasks.First?.Value.Status == MoveTaskStatus.Running)
            {
                return null;
            }

            if (tasks.Count == Remembered)
            {
                tasks.RemoveLast();
            }

            return tasks.AddFirst(new MessageMoveTask(source, destinationArn, rate, queues)).Value;
        }
    }

    public IReadOnlyList<MessageMoveTask> List(string sourceArn)
    {
        lock (_gate)
        {
            return _bySource.TryGetValue(sourceArn, out var tasks) ? [.. tasks] : [];
        }
    }
}
