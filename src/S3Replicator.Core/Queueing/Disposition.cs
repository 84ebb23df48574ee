namespace S3Replicator.Core.Queueing;

/// <summary>What the pump does with a message when the pipeline is through with it.</summary>
/// <param name="Kind">The end that the message meets.</param>
/// <param name="After">How long a released message stays hidden.</param>
public readonly record struct Disposition(DispositionKind Kind, TimeSpan After = default)
{
    /// <summary>Everything in the message is done or recorded.</summary>
    public static Disposition Delete { get; } = new(DispositionKind.Delete);

    /// <summary>The message cannot be read, or has failed and nothing else keeps that; the queue's redrive policy decides its end.</summary>
    public static Disposition LeaveForRedrive { get; } = new(DispositionKind.LeaveForRedrive);

    /// <summary>The message stays in hand until the pump stops, so that neither this worker nor another receives it again; then it is released.</summary>
    public static Disposition Hold { get; } = new(DispositionKind.Hold);

    /// <summary>The message is taken up again after a while, by whichever worker.</summary>
    public static Disposition Release(TimeSpan after) => new(DispositionKind.Release, after);
}
