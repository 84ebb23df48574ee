using S3Replicator.Core.Copying;
using S3Replicator.Core.Planning;

namespace S3Replicator.Core.Pipeline;

/// <summary>A plan ready to be carried out, or why there is nothing to carry out.</summary>
/// <param name="Context">The plan with its stores.</param>
/// <param name="Forbidden">Why nothing is done after all.</param>
internal sealed record PlannedOperation(CopyContext? Context, SkipReason? Forbidden);
