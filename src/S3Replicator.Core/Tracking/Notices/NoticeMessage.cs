namespace S3Replicator.Core.Tracking.Notices;

/// <summary>A notice as it is sent.</summary>
/// <param name="Id">The event's id; a FIFO queue drops a second one with the same.</param>
/// <param name="Group">What a FIFO queue keeps the order in: the operation.</param>
/// <param name="Body">The event.</param>
public sealed record NoticeMessage(string Id, string Group, string Body);
