namespace S3Replicator.Load;

/// <summary>How a load is measured; without names of scenarios it is all of them.</summary>
internal sealed record LoadOptions(int Rounds, int Connections, IReadOnlyList<string> Scenarios, bool FailsBelowTarget);
