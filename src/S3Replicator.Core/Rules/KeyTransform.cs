namespace S3Replicator.Core.Rules;

/// <summary>How a destination key is made: strip a prefix, add one, or fill a template.</summary>
public sealed record KeyTransform(string? StripPrefix = null, string? AddPrefix = null, string? Template = null)
{
    /// <summary>Keys stay as they are.</summary>
    public static KeyTransform None { get; } = new();
}
