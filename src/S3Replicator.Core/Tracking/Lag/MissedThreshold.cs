using System.Runtime.InteropServices;
using S3Replicator.Core.Events;
using S3Replicator.Core.Planning;

namespace S3Replicator.Core.Tracking.Lag;

/// <summary>A pending operation that has missed its threshold.</summary>
/// <param name="Event">The event.</param>
/// <param name="Decision">What was decided.</param>
/// <param name="Cause">What took most of its time so far.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct MissedThreshold(ObjectEvent Event, Decision Decision, DelayCause Cause);
