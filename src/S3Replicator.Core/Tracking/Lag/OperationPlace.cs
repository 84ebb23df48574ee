using System.Runtime.InteropServices;

namespace S3Replicator.Core.Tracking.Lag;

/// <summary>Where an operation comes from, by which it is known again when its message is delivered once more.</summary>
/// <param name="MessageId">The message.</param>
/// <param name="Record">The record's index in it.</param>
/// <param name="ReceiveCount">How often the message was received, this time included.</param>
/// <param name="FirstReceivedAt">When it was received for the first time, where the queue tells.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct OperationPlace(string MessageId, int Record, int ReceiveCount, DateTimeOffset? FirstReceivedAt = null);
