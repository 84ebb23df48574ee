namespace S3Replicator.Core.Tracking.Notices;

/// <summary>How operations are told of.</summary>
public sealed class NoticeOptions
{
    /// <summary>The URL of the queue that events about operations are sent to; without it they are only logged.</summary>
    public string? QueueUrl { get; set; }

    /// <summary>Whether operations that end within their threshold are told too; true by default.</summary>
    public bool Completed { get; set; } = true;

    /// <summary>What the events say as their source; <c>s3replicator</c> by default, <c>aws:s3</c> for consumers that expect S3's own events.</summary>
    public string EventSource { get; set; } = "s3replicator";

    /// <summary>How long an event waits for company before its batch is sent; 50 milliseconds by default.</summary>
    public TimeSpan SendWithin { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How long the settling of a message waits for its events to be sent; five seconds by default, after which they are sent behind its back.</summary>
    public TimeSpan HoldFor { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long sending is tried before an event is given up; ten minutes by default.</summary>
    public TimeSpan TryFor { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How many events wait at most while the queue takes none; 20,000 by default. More are lost, and counted.</summary>
    public int Capacity { get; set; } = 20_000;

    /// <summary>How long the marks are kept by which nothing is told twice; 15 days by default, a day longer than SQS keeps a message.</summary>
    public TimeSpan KeepMarksFor { get; set; } = TimeSpan.FromDays(15);
}
