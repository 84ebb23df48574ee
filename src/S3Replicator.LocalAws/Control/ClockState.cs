namespace S3Replicator.LocalAws.Control;

/// <summary>What the clock shows, and how far it was advanced.</summary>
internal sealed record ClockState(DateTimeOffset Now, double AdvancedSeconds);
