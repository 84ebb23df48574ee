using S3Replicator.LocalAws.Faults;

namespace S3Replicator.LocalAws.Seeding;

/// <summary>What the local AWS starts with, as a file says it.</summary>
internal sealed record SeedDocument
{
    /// <summary>Faults in force from the start.</summary>
    public IReadOnlyList<FaultRule>? Faults { get; init; }
}
