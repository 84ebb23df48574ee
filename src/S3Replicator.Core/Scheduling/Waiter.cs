namespace S3Replicator.Core.Scheduling;

/// <summary>An operation that waits for its lane and a slot.</summary>
internal sealed class Waiter(OperationTicket ticket, SizeClass slots, RuleGate? gate)
    : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public OperationTicket Ticket { get; } = ticket;

    public SizeClass Slots { get; } = slots;

    /// <summary>The gate of a rule with limits.</summary>
    public RuleGate? Gate { get; } = gate;

    /// <summary>When it was let start, by the scheduler's clock.</summary>
    public TimeSpan StartedAt { get; set; }

    /// <summary>Earliest deadline first, and the small before the large at equal deadline; without a deadline last.</summary>
    public (long Deadline, long Size) Order { get; } = (ticket.Deadline?.UtcTicks ?? long.MaxValue, ticket.Size);

    /// <summary>Whether the one who waited has given up.</summary>
    public bool IsAbandoned => Task.IsCanceled;
}
