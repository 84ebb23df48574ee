namespace S3Replicator.Core.Rules;

/// <summary>The share of operations that must be within the threshold over a window.</summary>
/// <param name="Percent">The share, 0 to 100; S3's own agreement is 99.9.</param>
/// <param name="WindowDays">The window's length in days.</param>
public sealed record RuleObjective(double Percent = 99.9, int WindowDays = 30);
