namespace S3Replicator.Core.Tracking.Receipts.Chain;

/// <summary>The newest link of a worker's chain; whoever has noted it can prove later that the chain up to it is the same.</summary>
/// <param name="Worker">The worker, as names of the state have it.</param>
/// <param name="Number">The link's number.</param>
/// <param name="Sha256">SHA-256 of the link.</param>
public sealed record ChainHead(string Worker, long Number, string Sha256);
