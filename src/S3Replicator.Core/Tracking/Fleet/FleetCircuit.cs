namespace S3Replicator.Core.Tracking.Fleet;

/// <summary>A destination that workers hold operations back from.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Role">The role that is used.</param>
/// <param name="Fault">What was wrong.</param>
/// <param name="Workers">How many workers do.</param>
public sealed record FleetCircuit(string Bucket, string? Role, string Fault, long Workers)
{
    internal static FleetCircuit Merge(FleetCircuit one, FleetCircuit other) => one with
    {
        Fault = string.CompareOrdinal(one.Fault, other.Fault) <= 0 ? one.Fault : other.Fault,
        Workers = one.Workers + other.Workers,
    };
}
