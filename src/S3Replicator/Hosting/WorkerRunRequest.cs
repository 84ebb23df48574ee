namespace S3Replicator.Hosting;

/// <summary>What the command line asks of a run.</summary>
internal sealed record WorkerRunRequest
{
    public required IReadOnlyList<string> QueueUrls { get; init; }

    public required IReadOnlyList<string> Rules { get; init; }

    /// <summary>End when the queues have been empty for so long; absent means run until told to stop.</summary>
    public TimeSpan? Drain { get; init; }

    /// <summary>Where receipts and failures are kept.</summary>
    public string? State { get; init; }

    /// <summary>The queue that events about operations are sent to.</summary>
    public string? EventsQueueUrl { get; init; }

    /// <summary>Where health and metrics are served.</summary>
    public string? Listen { get; init; }

    /// <summary>A file with the access token for <c>/api</c>.</summary>
    public string? TokenFile { get; init; }

    /// <summary>Whether metrics are written to standard output in CloudWatch's embedded metric format.</summary>
    public bool WritesEmf { get; init; }

    /// <summary>Whether messages are only shown, with what they would cause.</summary>
    public bool IsDryRun { get; init; }

    public bool PrintsJson { get; init; }
}
