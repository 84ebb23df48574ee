using S3Replicator.Core.Copying;
using S3Replicator.Core.Planning;

namespace S3Replicator.Core.Tests.Pipeline;

// Carries out nothing, and notes what it was told to carry out.
internal sealed class RecordingStrategy(string name, List<CopyPlan> plans) : ICopyStrategy
{
    public string Name => name;

    public Task<CopyOutcome> ExecuteAsync(CopyContext context, CancellationToken cancellationToken)
    {
        plans.Add(context.Plan);
        return Task.FromResult(CopyOutcome.Replicated(new("etag", "v", null, null), context.Plan.Size ?? 0));
    }
}
