namespace S3Replicator.Core.Scheduling;

/// <summary>An operation that waits for its lane and a slot.</summary>
internal sealed class Waiter(OperationTicket ticket, SizeClass slots)
    : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public OperationTicket Ticket { get; } = ticket;

    public SizeClass Slots { get; } = slots;

    /// <summary>Earliest deadline first, and the small before the large at equal deadline; without a deadline last.</summary>
    public (long Deadline, long Size) Order { get; } = (ticket.Deadline?.UtcTicks ?? long.MaxValue, ticket.Size);

    /// <summary>Whether the one who waited has given up.</summary>
    public bool IsAbandoned => Task.IsCanceled;
}
