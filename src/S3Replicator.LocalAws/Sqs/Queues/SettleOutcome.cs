namespace S3Replicator.LocalAws.Sqs.Queues;

/// <summary>What came of deleting a message or changing its visibility.</summary>
internal enum SettleOutcome
{
    /// <summary>Done, or nothing was left to do.</summary>
    Done,

    /// <summary>The handle is of another queue.</summary>
    ForeignHandle,

    /// <summary>FIFO only: the visibility timeout is over.</summary>
    Expired,

    /// <summary>The message is gone or was received again since.</summary>
    NotAvailable,

    /// <summary>The message would be hidden longer than twelve hours in all.</summary>
    TooLong,
}
