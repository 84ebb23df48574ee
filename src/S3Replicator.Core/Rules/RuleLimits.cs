namespace S3Replicator.Core.Rules;

/// <summary>Bounds on the load that one rule makes; absent means none.</summary>
/// <param name="RequestsPerSecond">Copy and delete requests started in a second.</param>
/// <param name="BytesPerSecond">Bytes whose copy is started in a second; a larger object starts when none are owed, and the rest is paid off afterwards.</param>
/// <param name="MaxConcurrent">Operations under way at one time.</param>
public sealed record RuleLimits(double? RequestsPerSecond = null, long? BytesPerSecond = null, int? MaxConcurrent = null)
{
    /// <summary>No bounds.</summary>
    public static RuleLimits None { get; } = new();
}
