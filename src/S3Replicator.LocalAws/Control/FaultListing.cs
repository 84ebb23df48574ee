namespace S3Replicator.LocalAws.Control;

/// <summary>The fault rules in force.</summary>
internal sealed record FaultListing(IReadOnlyList<FaultEntry> Faults);
