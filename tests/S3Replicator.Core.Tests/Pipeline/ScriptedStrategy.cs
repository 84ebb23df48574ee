using S3Replicator.Core.Copying;

namespace S3Replicator.Core.Tests.Pipeline;

// Ends as the test says, and notes for which destinations it was called.
internal sealed class ScriptedStrategy(string name, Func<CopyContext, CopyOutcome> end) : ICopyStrategy
{
    public List<string> Destinations { get; } = [];

    public string Name => name;

    public Task<CopyOutcome> ExecuteAsync(CopyContext context, CancellationToken cancellationToken)
    {
        Destinations.Add(context.Plan.DestinationBucket);
        return Task.FromResult(end(context));
    }
}
