namespace S3Replicator.Core.Tracking.Fleet;

/// <summary>Which worker of a fleet this is.</summary>
/// <param name="Id">The worker's name; several processes of one machine may share it.</param>
/// <param name="Instance">Tells processes of one name apart; a worker that has died and started again is another one.</param>
/// <param name="Version">The program's version.</param>
/// <param name="Host">The machine.</param>
/// <param name="Started">When it was started.</param>
public sealed record WorkerIdentity(string Id, string Instance, string Version, string Host, DateTimeOffset Started)
{
    /// <summary>What it holds leases and claims by.</summary>
    public string Holder => $"{Id} {Instance}";
}
