using System.Runtime.InteropServices;

namespace S3Replicator.Core.Scheduling;

/// <summary>What the scheduler grants: the right to run, or another time.</summary>
/// <param name="Lease">The right to run; null when the operation has to come again.</param>
/// <param name="PostponedFor">After how long it comes again.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct OperationTurn(OperationLease? Lease, TimeSpan PostponedFor);
