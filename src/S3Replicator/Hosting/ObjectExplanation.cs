using S3Replicator.Commands;
using S3Replicator.Core.Pipeline.DryRun;
using S3Replicator.Core.Planning.Explaining;
using S3Replicator.Core.State;

namespace S3Replicator.Hosting;

/// <summary>One run of <c>rules explain</c> for an object that is there: the worker's own stages, which ask but do not write.</summary>
internal static class ObjectExplanation
{
    public static async Task<ExplainedRecord> ExplainAsync(ObjectName name, IReadOnlyList<string> rulePaths, CancellationToken cancellationToken)
    {
        var options = Settings.Read(rulePaths, state: null);
        var aws = await AwsSetup.CreateAsync(regionOfQueue: null, cancellationToken);
        var rules = await RuleSetup.LoadAsync(options.Rules, aws, cancellationToken);
        using var host = WorkerHost.Create(options, aws, [], rules, builder => builder.Services.AddSingleton<EventExplainer>().AddSingleton<ObjectExplainer>());
        var explained = await host.Services.GetRequiredService<ObjectExplainer>().ExplainAsync(name, rules, cancellationToken);

        return explained.IsSuccess ? explained.Value : throw new CommandException(
            ExitCode.AwsRefused,
            $"s3://{name.Bucket}/{name.Key} cannot be looked at ({explained.Error.Reason}): {explained.Error.Message}",
            "The rule's role needs s3:GetObject, s3:GetObjectTagging and s3:ListBucket on the source bucket.");
    }
}
