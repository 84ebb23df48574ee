namespace S3Replicator.Hosting.Http;

/// <summary>One thing that must be well for the worker to do its work; looks at what is known and asks nobody.</summary>
internal interface IReadinessCheck
{
    /// <summary>What it finds, for each thing that it looks at.</summary>
    IEnumerable<ReadinessFinding> Look();
}
