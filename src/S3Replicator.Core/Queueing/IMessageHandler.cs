namespace S3Replicator.Core.Queueing;

/// <summary>Does the work that a message asks for.</summary>
public interface IMessageHandler
{
    /// <summary>Handles one message; the token is cancelled when the worker's shutdown budget ends or the message is lost.</summary>
    Task<Disposition> HandleAsync(QueueMessage message, CancellationToken cancellationToken);
}
