namespace S3Replicator.Load;

/// <summary>How a load is measured.</summary>
internal sealed record LoadOptions(int Rounds, int Connections, bool FailsBelowTarget);
