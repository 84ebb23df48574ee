using System.CommandLine;
using S3Replicator.Core.Rules;
using S3Replicator.Hosting;

namespace S3Replicator.Commands;

/// <summary>Prints how far one object's replicas are.</summary>
internal static class StatusCommand
{
    /// <summary>The longest that SQS keeps a message, after which no operation can still be on its way.</summary>
    private const string DefaultSince = "14d";

    public static Command Create()
    {
        var name = ObjectArgument.Create("The source object: s3://BUCKET/KEY?versionId=ID, or s3://BUCKET/KEY for whatever came last.");
        var rules = RulesOption.Create();
        var state = StateOption.Create();
        var since = PastTime.CreateOption("--since", "How far back to look, 14 days by default.");
        var output = OutputFormat.CreateOption();
        var command = new VerbCommand(
            "status",
            "Print how far one object's replicas are, from receipts and failures. With rules it also tells what is pending, and looks no further back than needed.",
            "s3replicator status 's3://amzn-s3-demo-source/docs/a.txt?versionId=ID' --state s3://amzn-s3-demo-state/s3replicator --rules rules/")
        {
            name, rules, state, since, output,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var named = ObjectArgument.Parse(parsed.GetRequiredValue(name));
            var bucketRules = await LoadAsync(parsed.GetValue(rules) ?? [], named.Bucket, cancellationToken);
            await using var opened = await OpenState.ForReadingAsync(parsed.GetValue(state), cancellationToken);
            var from = PastTime.Parse(parsed.GetValue(since) ?? DefaultSince, TimeProvider.System.GetUtcNow());
            var status = await opened.StatusAsync(named, bucketRules, from!.Value, cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteAsync(
                OutputFormat.IsJson(parsed, output) ? StatusDocument.Write(status) : StatusText.Write(status));
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<BucketRules?> LoadAsync(IReadOnlyList<string> paths, string bucket, CancellationToken cancellationToken)
    {
        var all = Settings.Read(paths, state: null).Rules;
        return all.Count == 0
            ? null
            : (await RuleSetup.LoadAsync(all, () => AwsSetup.CreateAsync(regionOfQueue: null, cancellationToken), cancellationToken)).ForBucket(bucket);
    }
}
