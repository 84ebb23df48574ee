namespace S3Replicator.Core.Queueing;

/// <summary>A message while the worker holds it.</summary>
internal sealed class MessageInHand : IDisposable
{
    private readonly CancellationTokenSource _work;
    private readonly Lock _lock = new();
    private bool _isDone;

    public MessageInHand(QueueMessage message, long receivedAt, CancellationToken stopWorking)
    {
        Message = message;
        ReceivedAt = receivedAt;
        RenewedAt = receivedAt;
        _work = CancellationTokenSource.CreateLinkedTokenSource(stopWorking);
        Work = _work.Token;
    }

    public QueueMessage Message { get; }

    /// <summary>Cancelled when the work on the message has to end.</summary>
    public CancellationToken Work { get; }

    /// <summary>The timestamp of the receive.</summary>
    public long ReceivedAt { get; }

    /// <summary>The timestamp of the last renewal.</summary>
    public long RenewedAt { get; set; }

    /// <summary>Whether another worker may have the message by now; such a message is not settled.</summary>
    public bool IsLost { get; private set; }

    /// <summary>Cancels the work on the message, since it is no longer ours; false when the work was over already.</summary>
    public bool TryLose()
    {
        lock (_lock)
        {
            if (_isDone || IsLost)
            {
                return false;
            }

            IsLost = true;
            _work.CancelAfter(TimeSpan.Zero);
            return true;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDone = true;
            _work.Dispose();
        }
    }
}
