namespace S3Replicator.LocalAws.Control;

/// <summary>How far the clock is to be advanced.</summary>
internal sealed record ClockAdvance
{
    public required double AdvanceSeconds { get; init; }
}
