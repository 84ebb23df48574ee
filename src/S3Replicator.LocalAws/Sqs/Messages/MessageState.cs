namespace S3Replicator.LocalAws.Sqs.Messages;

/// <summary>Where a message is in its queue.</summary>
public enum MessageState
{
    /// <summary>Sent, not to be seen yet.</summary>
    Delayed,
    Visible,

    /// <summary>Received and hidden until its visibility timeout.</summary>
    InFlight,

    /// <summary>Deleted, expired, purged or moved away.</summary>
    Gone,
}
