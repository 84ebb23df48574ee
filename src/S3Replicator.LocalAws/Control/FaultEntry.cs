using S3Replicator.LocalAws.Faults;

namespace S3Replicator.LocalAws.Control;

/// <summary>A fault rule in force as the control plane shows it.</summary>
internal sealed record FaultEntry(int Id, long Chosen, long Hits, FaultRule Rule)
{
    public static FaultEntry Of(FaultHandle handle) => new(handle.Id, handle.Chosen, handle.Hits, handle.Rule);
}
