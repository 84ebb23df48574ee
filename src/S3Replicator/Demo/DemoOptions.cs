namespace S3Replicator.Demo;

/// <summary>What the command line asks of a demo.</summary>
/// <param name="Objects">How many objects are put.</param>
/// <param name="Once">Whether it ends when all is replicated and checked.</param>
/// <param name="PrintsJson">Whether the result is printed as JSON.</param>
internal sealed record DemoOptions(int Objects, bool Once, bool PrintsJson);
