using S3Replicator.LocalAws.Sqs.Attributes;
using S3Replicator.LocalAws.Sqs.Messages;

namespace S3Replicator.LocalAws.Sqs.Queues;

/// <summary>One queue, safe for threads. Every operation takes logarithmic time at most; one timer serves all who wait.</summary>
internal sealed class MessageQueue : IDisposable
{
    private readonly Lock _gate = new();
    private readonly QueueEnvironment _environment;
    private readonly QueueState _state;
    private ITimer? _timer;
    private long _timerDue = long.MaxValue;
    private bool _isDeleted;

    public MessageQueue(QueueName name, QueueSettings settings, QueueEnvironment environment)
    {
        Name = name;
        Arn = name.Arn;
        _environment = environment;
        _state = new QueueState(environment, settings);
        CreatedAt = LastModifiedAt = environment.Now;
    }

    public QueueName Name { get; }

    public string Arn { get; }

    /// <summary>Milliseconds since 1970.</summary>
    public long CreatedAt { get; }

    /// <summary>Milliseconds since 1970.</summary>
    public long LastModifiedAt { get; private set; }

    public long? PurgedAt { get; private set; }

    public TagSet Tags { get; } = new();

    /// <summary>An immutable record, read without the lock.</summary>
    public QueueSettings Settings => _state.Settings;

    public QueueDepth Depth => Locked(static (queue, _) => queue._state.Depth);

    /// <summary>How many receives wait.</summary>
    public int Waiting => Locked(static (queue, _) => queue._state.Waiters.Count);

    /// <summary>A picture of all messages, in the order of sending.</summary>
    public IReadOnlyList<QueuedMessage> Peek() =>
        Locked(static (queue, _) => queue._state.Messages.OrderBy(m => m.Sequence).Select(QueuedMessage.Of).ToList());

    /// <summary>Changes the settings by a function of the present ones.</summary>
    public void Change(Func<QueueSettings, QueueSettings> change)
    {
        Locked((queue, now) =>
        {
            queue._state.Settings = change(queue._state.Settings);
            queue.LastModifiedAt = now;
            return true;
        });
        _environment.DefinitionsChanged();
    }

    public void SetTags(IEnumerable<KeyValuePair<string, string>> tags)
    {
        Tags.Set(tags);
        _environment.DefinitionsChanged();
    }

    public void RemoveTags(IEnumerable<string> keys)
    {
        Tags.Remove(keys);
        _environment.DefinitionsChanged();
    }

    /// <summary>Makes delivery as disorderly as SQS may be; null for order. Standard queues only.</summary>
    public void Disturb(DeliveryOddities? oddities) => Locked((queue, _) =>
    {
        queue._state.Disorder = oddities is null || Settings.IsFifo ? null : new DeliveryDisorder(oddities);
        return true;
    });

    public void Purge() => Locked(static (queue, now) =>
    {
        queue._state.Purge();
        queue.PurgedAt = now;
        return true;
    });

    public SentMessage Send(MessageContent content, TimeSpan? delay)
    {
        SentMessage sent;
        lock (_gate)
        {
            var now = _environment.Now;
            sent = _state.Send(content, delay, now);
            Progress(now);
        }

        MoveDeadLetters();
        return sent;
    }

    /// <summary>Sends several at once, so that who waits gets them together.</summary>
    public SentMessage[] Send(IReadOnlyList<OutgoingMessage> messages)
    {
        var sent = new SentMessage[messages.Count];
        lock (_gate)
        {
            var now = _environment.Now;
            for (var i = 0; i < sent.Length; i++)
            {
                sent[i] = _state.Send(messages[i].Content, messages[i].Delay, now);
            }

            Progress(now);
        }

        MoveDeadLetters();
        return sent;
    }

    /// <summary>Receives, waiting for a first message where asked to.</summary>
    /// <exception cref="SqsErrorException">Too many messages are in flight, or the queue is deleted while waiting.</exception>
    public ValueTask<ReceivedMessage[]> ReceiveAsync(in ReceiveOptions options, CancellationToken cancellationToken)
    {
        ReceiveWaiter? waiter = null;
        ReceivedMessage[] received;
        lock (_gate)
        {
            var now = _environment.Now;
            Progress(now);
            var wait = options.WaitTime ?? TimeSpan.FromSeconds(Settings.ReceiveMessageWaitTimeSeconds);
            received = _state.Receive(options, isShort: wait == TimeSpan.Zero, now);
            if (received.Length == 0 && wait > TimeSpan.Zero && !_isDeleted)
            {
                waiter = new ReceiveWaiter(options, now + (long)wait.TotalMilliseconds, Abandon);
                _state.Waiters.Add(waiter);
            }

            ArmTimer(now);
        }

        MoveDeadLetters();
        return waiter is null ? new ValueTask<ReceivedMessage[]>(received) : WaitAsync(waiter, cancellationToken);
    }

    public SettleOutcome Delete(ReceiptHandle handle)
    {
        SettleOutcome outcome;
        lock (_gate)
        {
            var now = _environment.Now;
            Progress(now);
            outcome = _state.Delete(handle);

            // In a FIFO queue a deletion frees the rest of the group.
            Progress(now);
        }

        MoveDeadLetters();
        return outcome;
    }

    public SettleOutcome ChangeVisibility(ReceiptHandle handle, int seconds)
    {
        SettleOutcome outcome;
        lock (_gate)
        {
            var now = _environment.Now;
            Progress(now);
            outcome = _state.ChangeVisibility(handle, seconds, now);
            Progress(now);
        }

        MoveDeadLetters();
        return outcome;
    }

    /// <summary>Takes up to so many visible messages out for good, to be moved elsewhere.</summary>
    public IReadOnlyList<Message> TakeOut(int most) => Locked((queue, _) =>
    {
        var taken = new List<Message>();
        while (taken.Count < most && queue._state.TakeOut() is { } message)
        {
            taken.Add(message);
        }

        return taken;
    });

    /// <summary>Adds messages that were taken out elsewhere, as new ones, or here, as they were.</summary>
    public void Add(IEnumerable<Message> taken, bool areNew) => Locked((queue, now) =>
    {
        foreach (var message in taken)
        {
            if (areNew)
            {
                queue._state.AddMoved(message, now);
            }
            else
            {
                queue._state.PutBack(message, now);
            }
        }

        queue.Progress(now);
        return true;
    });

    /// <summary>Ends the queue: who waits gets the error of a queue that does not exist.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDeleted = true;
            _state.Purge();
            _state.Waiters.Fail(new SqsErrorException(SqsError.QueueDoesNotExist));
            _timer?.Dispose();
        }
    }

    private TResult Locked<TResult>(Func<MessageQueue, long, TResult> action)
    {
        TResult result;
        lock (_gate)
        {
            var now = _environment.Now;
            Progress(now);
            result = action(this, now);
        }

        MoveDeadLetters();
        return result;
    }

    private void Progress(long now)
    {
        _state.Progress(now);
        ArmTimer(now);
    }

    // Only ever brings the timer forward; a timer that fires early finds nothing due and is set anew.
    private void ArmTimer(long now)
    {
        var next = _state.NextEvent;
        if (next >= _timerDue || _isDeleted)
        {
            return;
        }

        _timerDue = next;
        var due = TimeSpan.FromMilliseconds(Math.Max(1, next - now));
        if (_timer is null)
        {
            _timer = _environment.Clock.CreateTimer(static s => ((MessageQueue)s!).OnTimer(), this, due, Timeout.InfiniteTimeSpan);
        }
        else
        {
            _timer.Change(due, Timeout.InfiniteTimeSpan);
        }
    }

    private void OnTimer()
    {
        lock (_gate)
        {
            _timerDue = long.MaxValue;
            Progress(_environment.Now);
        }

        MoveDeadLetters();
    }

    // Outside the lock, so that two queues that are each other's dead-letter queue cannot lock each other out.
    private void MoveDeadLetters()
    {
        // Read without the lock: whoever added a letter comes here itself afterwards and sees it.
        if (_state.DeadLetters.Count == 0)
        {
            return;
        }

        List<DeadLetter> letters;
        lock (_gate)
        {
            (letters, _state.DeadLetters) = (_state.DeadLetters, []);
        }

        foreach (var letter in letters)
        {
            (_environment.Find(letter.TargetArn) ?? this).AddDeadLetter(letter.Message, Arn);
        }
    }

    private void AddDeadLetter(Message message, string sourceArn) => Locked((queue, now) =>
    {
        queue._state.AddDeadLetter(message, sourceArn, now);
        queue.Progress(now);
        return true;
    });

    private static async ValueTask<ReceivedMessage[]> WaitAsync(ReceiveWaiter waiter, CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((ReceiveWaiter)state!).Abandon(token), waiter);
        return await waiter.Task;
    }

    private void Abandon(ReceiveWaiter waiter, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_state.Waiters.Remove(waiter))
            {
                waiter.TrySetCanceled(cancellationToken);
            }
        }
    }
}
