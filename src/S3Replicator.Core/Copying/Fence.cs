namespace S3Replicator.Core.Copying;

/// <summary>The condition under which a write to a destination key takes effect.</summary>
/// <param name="ETag">The ETag that the current object must have; null means that there must be no current object.</param>
public sealed record Fence(string? ETag)
{
    /// <summary>The key must have no current object (<c>If-None-Match: *</c>).</summary>
    public static Fence Absent { get; } = new((string?)null);
}
