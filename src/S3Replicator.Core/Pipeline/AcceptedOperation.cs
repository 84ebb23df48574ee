using System.Runtime.InteropServices;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Tracking;

namespace S3Replicator.Core.Pipeline;

/// <summary>A decision that is being carried out, and which try of it this is.</summary>
/// <param name="Decision">The decision.</param>
/// <param name="Attempt">The try.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AcceptedOperation(Decision Decision, OperationAttempt Attempt);
