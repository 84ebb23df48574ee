using System.Globalization;
using S3Replicator.LocalAws.Sqs.Attributes;
using S3Replicator.LocalAws.Sqs.Messages;

namespace S3Replicator.LocalAws.Sqs.Queues;

/// <summary>What a queue does, apart from locks and timers. Times are milliseconds since 1970.</summary>
internal sealed class QueueState(QueueEnvironment environment, QueueSettings settings)
{
    private const long FirstSequenceNumber = 1_884_949_646_046_769_612;

    private readonly MessageStore _store = new(settings.IsFifo ? new GroupedMessages() : new UnorderedMessages());
    private readonly DeduplicationWindow _deduplication = new();
    private readonly ReceiveAttempts _attempts = new();
    private readonly long _tag = environment.NewTag();
    private readonly bool _isFifo = settings.IsFifo;
    private long _lastSequence;

    public QueueSettings Settings { get; set; } = settings;

    public DeliveryDisorder? Disorder { get; set; }

    public ReceiveWaiters Waiters { get; } = new();

    /// <summary>What must go to a dead-letter queue once this queue's lock is free.</summary>
    public List<DeadLetter> DeadLetters { get; set; } = [];

    public QueueDepth Depth => _store.Depth;

    public IEnumerable<Message> Messages => _store.All;

    /// <summary>When something must happen although nobody asks: a waiting receive ends or gets its message.</summary>
    public long NextEvent => Waiters.Count == 0
        ? long.MaxValue
        : Math.Min(Waiters.NextDeadline ?? long.MaxValue, _store.NextDue ?? long.MaxValue);

    private bool IsFull => _store.InFlight >= environment.Limits.InFlight;

    public SentMessage Send(MessageContent content, TimeSpan? delay, long now)
    {
        var sequence = ++_lastSequence;
        var number = _isFifo ? SequenceNumber(sequence) : null;
        if (_isFifo && content.DeduplicationId is { } id)
        {
            var group = Settings.DeduplicationScope is "messageGroup" ? content.GroupId : null;
            if (_deduplication.Find(group, id, now) is { } earlier)
            {
                return earlier;
            }

            _deduplication.Add(group, id, new SentMessage(content.MessageId, number), now);
        }

        var dueAt = now + Milliseconds(delay, Settings.DelaySeconds);
        _store.Add(NewMessage(content, sequence, number, now), dueAt + (Disorder?.DelayMilliseconds() ?? 0), now);
        if (Disorder?.IsDuplicated() == true)
        {
            _store.Add(NewMessage(content, ++_lastSequence, number, now), dueAt + Disorder.DelayMilliseconds(), now);
        }

        return new SentMessage(content.MessageId, number);
    }

    /// <summary>Takes a message over that was received too often elsewhere: its counts and, in a standard queue, its age stay.</summary>
    public void AddDeadLetter(Message old, string sourceArn, long now) => Keep(old, sourceArn, now);

    /// <summary>Takes a message back that was taken out.</summary>
    public void PutBack(Message old, long now) => Keep(old, old.DeadLetterSourceArn, now);

    /// <summary>Adds a message that a move task brings: it counts as new.</summary>
    public void AddMoved(Message old, long now)
    {
        var sequence = ++_lastSequence;
        var number = _isFifo ? SequenceNumber(sequence) : null;
        _store.Add(NewMessage(old.Content with { MessageId = environment.NewId() }, sequence, number, now), now, now);
    }

    /// <summary>Takes one visible message out for good.</summary>
    public Message? TakeOut()
    {
        var message = _store.Take(previous: null);
        if (message is not null)
        {
            _store.RemoveTaken(message);
        }

        return message;
    }

    /// <summary>Receives what is visible now.</summary>
    /// <exception cref="SqsErrorException">Nothing is given because too much is in flight.</exception>
    public ReceivedMessage[] Receive(in ReceiveOptions options, bool isShort, long now)
    {
        if (options.AttemptId is { } id && _isFifo)
        {
            if (_attempts.Find(id, now) is not { } earlier)
            {
                var first = Take(options, now);
                _attempts.Add(id, first, now);
                return first;
            }

            foreach (var received in earlier)
            {
                _store.Postpone(received.Message, now + Milliseconds(options.VisibilityTimeout, Settings.VisibilityTimeout));
            }

            return earlier;
        }

        // FIFO queues and long polls say nothing when they are full.
        return IsFull && isShort && !_isFifo ? throw new SqsErrorException(SqsError.OverLimit) : Take(options, now);
    }

    public SettleOutcome Delete(ReceiptHandle handle)
    {
        if (handle.QueueTag != _tag)
        {
            return SettleOutcome.ForeignHandle;
        }

        if (_store.Find(handle.Sequence) is not { } message)
        {
            return SettleOutcome.Done;
        }

        if (!IsCurrent(message, handle))
        {
            // A standard queue says yes to an old handle and keeps the message.
            return _isFifo ? SettleOutcome.Expired : SettleOutcome.Done;
        }

        _store.Remove(message);
        return SettleOutcome.Done;
    }

    public SettleOutcome ChangeVisibility(ReceiptHandle handle, int seconds, long now)
    {
        if (handle.QueueTag != _tag)
        {
            return SettleOutcome.ForeignHandle;
        }

        if (_store.Find(handle.Sequence) is not { } message || !IsCurrent(message, handle))
        {
            return SettleOutcome.NotAvailable;
        }

        if (((now - message.ReceivedAt) / 1000) + seconds > environment.Limits.TotalVisibility.TotalSeconds)
        {
            return SettleOutcome.TooLong;
        }

        Hide(message, now + (seconds * 1000L), isShown: seconds == 0);
        return SettleOutcome.Done;
    }

    public void Purge() => _store.Clear();

    /// <summary>Does what is due by time, and serves who waits.</summary>
    public void Progress(long now)
    {
        _store.Advance(now, Settings.MessageRetentionPeriod * 1000L);
        while (Waiters.First is { } waiter && _store.HasVisible)
        {
            var received = Receive(waiter.Options, isShort: false, now);
            if (received.Length == 0)
            {
                break;
            }

            Waiters.Remove(waiter);
            waiter.TrySetResult(received);
        }

        Waiters.GiveUp(now);
    }

    private void Keep(Message old, string? sourceArn, long now)
    {
        var sequence = ++_lastSequence;
        var message = new Message(old.Content, sequence, _isFifo ? now : old.SentAt)
        {
            SequenceNumber = _isFifo ? SequenceNumber(sequence) : null,
            DeadLetterSourceArn = sourceArn,
            ReceiveCount = old.ReceiveCount,
            FirstReceivedAt = old.FirstReceivedAt,
        };
        _store.Add(message, now, now);
    }

    private ReceivedMessage[] Take(in ReceiveOptions options, long now)
    {
        var dueAt = now + Milliseconds(options.VisibilityTimeout, Settings.VisibilityTimeout);
        var received = new ReceivedMessage[Math.Min(options.MaxMessages, _store.Depth.Visible)];
        var count = 0;
        Message? previous = null;
        while (count < received.Length && !IsFull && _store.Take(previous) is { } message)
        {
            previous = message;
            if (!IsDead(message))
            {
                received[count++] = Hand(message, dueAt, now);
            }
        }

        return count == received.Length ? received : received[..count];
    }

    private bool IsDead(Message message)
    {
        if (Settings.RedrivePolicy is not { } redrive
            || message.ReceiveCount < redrive.MaxReceiveCount
            || environment.Find(redrive.DeadLetterTargetArn) is null)
        {
            return false;
        }

        _store.RemoveTaken(message);
        DeadLetters.Add(new DeadLetter(message, redrive.DeadLetterTargetArn));
        return true;
    }

    private ReceivedMessage Hand(Message message, long dueAt, long now)
    {
        message.ReceivedAt = now;
        message.FirstReceivedAt = message.FirstReceivedAt == 0 ? now : message.FirstReceivedAt;
        message.ReceiveCount++;
        _store.HideTaken(message, dueAt);
        var handle = new ReceiptHandle(_tag, message.Sequence, message.ReceiveCount);
        return new ReceivedMessage(message, handle, message.ReceiveCount, message.FirstReceivedAt);
    }

    // A handle whose time ran out still holds in a standard queue as long as nobody else received the message.
    private bool IsCurrent(Message message, ReceiptHandle handle) =>
        message.ReceiveCount == handle.ReceiveCount && (!_isFifo || message.State == MessageState.InFlight);

    private void Hide(Message message, long dueAt, bool isShown)
    {
        if (message.State == MessageState.InFlight && isShown)
        {
            _store.Show(message);
        }
        else if (message.State == MessageState.InFlight)
        {
            _store.Postpone(message, dueAt);
        }
        else if (!isShown)
        {
            _store.HideAgain(message, dueAt);
        }
    }

    private Message NewMessage(MessageContent content, long sequence, string? number, long now) =>
        new(content, sequence, now) { SequenceNumber = number, Order = Disorder?.Order(sequence) ?? sequence };

    private static string SequenceNumber(long sequence) =>
        string.Create(CultureInfo.InvariantCulture, $"{FirstSequenceNumber + sequence}0");

    private static long Milliseconds(TimeSpan? given, int otherwiseSeconds) =>
        given is { } time ? (long)time.TotalMilliseconds : otherwiseSeconds * 1000L;
}
