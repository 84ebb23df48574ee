namespace S3Replicator.Load;

/// <summary>What a load came to.</summary>
/// <param name="PerSecond">Answers a second.</param>
/// <param name="PerProcessorSecond">Answers a second of processor time of the whole process, client and server, which other processes disturb less.</param>
internal readonly record struct LoadFigures(double PerSecond, double PerProcessorSecond);
