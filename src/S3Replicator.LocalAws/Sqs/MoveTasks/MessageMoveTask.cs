using S3Replicator.LocalAws.Sqs.Messages;
using S3Replicator.LocalAws.Sqs.Queues;

namespace S3Replicator.LocalAws.Sqs.MoveTasks;

/// <summary>Moves messages from a dead-letter queue back to where they came from, or elsewhere, so many a second.</summary>
internal sealed class MessageMoveTask : IDisposable
{
    // What SQS moves at most.
    private const int HighestRate = 500;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly MessageQueue _source;
    private readonly QueueDirectory _queues;
    private readonly ITimer _timer;

    public MessageMoveTask(MessageQueue source, string? destinationArn, int? rate, QueueDirectory queues)
    {
        _source = source;
        _queues = queues;
        Id = queues.Environment.NewId();
        DestinationArn = destinationArn;
        Rate = rate;
        StartedAt = queues.Environment.Now;
        ToMove = source.Depth.Visible;
        _timer = queues.Environment.Clock.CreateTimer(
            static task => ((MessageMoveTask)task!).Step(), this, Timeout.InfiniteTimeSpan, Second);

        // Only now, for the first step may come at once and ends with the timer.
        _timer.Change(rate is null ? TimeSpan.Zero : Second, Second);
    }

    public Guid Id { get; }

    public string SourceArn => _source.Arn;

    /// <summary>Null for the queues that the messages came from.</summary>
    public string? DestinationArn { get; }

    /// <summary>Messages a second; null where it was left to SQS.</summary>
    public int? Rate { get; }

    /// <summary>Milliseconds since 1970.</summary>
    public long StartedAt { get; }

    public int ToMove { get; }

    public int Moved { get; private set; }

    public MoveTaskStatus Status { get; private set; } = MoveTaskStatus.Running;

    public string? FailureReason { get; private set; }

    /// <summary>False when the task is over already.</summary>
    public bool TryCancel()
    {
        lock (_gate)
        {
            if (Status != MoveTaskStatus.Running)
            {
                return false;
            }

            End(MoveTaskStatus.Cancelled);
            return true;
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Step()
    {
        lock (_gate)
        {
            var most = Math.Min(Rate ?? HighestRate, ToMove - Moved);
            if (Status != MoveTaskStatus.Running || !IsDestinationThere())
            {
                return;
            }

            var taken = _source.TakeOut(most);
            Move(taken);
            if (Status == MoveTaskStatus.Running && (taken.Count < most || Moved >= ToMove))
            {
                End(MoveTaskStatus.Completed);
            }
        }
    }

    private bool IsDestinationThere()
    {
        if (DestinationArn is null || _queues.FindByArn(DestinationArn) is not null)
        {
            return true;
        }

        Fail(SqsError.QueueDoesNotExist.Code);
        return false;
    }

    private void Move(IReadOnlyList<Message> taken)
    {
        for (var i = 0; i < taken.Count; i++)
        {
            var arn = DestinationArn ?? taken[i].DeadLetterSourceArn;
            if (arn is null || _queues.FindByArn(arn) is not { } target)
            {
                _source.Add(taken.Skip(i), areNew: false);
                Fail(arn is null ? "CouldNotDetermineMessageSource" : SqsError.QueueDoesNotExist.Code);
                return;
            }

            target.Add([taken[i]], areNew: true);
            Moved++;
        }
    }

    private void Fail(string reason)
    {
        FailureReason = reason;
        End(MoveTaskStatus.Failed);
    }

    private void End(MoveTaskStatus status)
    {
        Status = status;
        _timer.Dispose();
    }
}
