using S3Replicator.Core.Pipeline;

namespace S3Replicator.Hosting.Http.Checks;

/// <summary>Whether operations into a destination are held back.</summary>
internal sealed class CircuitCheck(DestinationCircuits circuits) : IReadinessCheck
{
    public IEnumerable<ReadinessFinding> Look() =>
        circuits.Open.Select(circuit => ReadinessFinding.Of(
            "circuit", circuit.Bucket, $"Operations are held back{(circuit.Role is { } role ? $" with role {role}" : string.Empty)}. {circuit.Fault}"));
}
