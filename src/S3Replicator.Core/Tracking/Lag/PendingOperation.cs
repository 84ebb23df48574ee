using System.Runtime.InteropServices;

namespace S3Replicator.Core.Tracking.Lag;

/// <summary>An operation that was accepted and has not ended; the default value stands for none.</summary>
/// <param name="Slot">Its place in the table.</param>
/// <param name="Generation">Tells it from others that had the place before.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PendingOperation(int Slot, int Generation);
