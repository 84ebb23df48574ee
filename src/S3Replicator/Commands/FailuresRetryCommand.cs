using System.CommandLine;
using S3Replicator.Hosting;

namespace S3Replicator.Commands;

/// <summary>Tries operations that failed for good again.</summary>
internal static class FailuresRetryCommand
{
    public static Command Create()
    {
        var choice = new FailureChoice();
        var rules = RulesOption.Create();
        var output = OutputFormat.CreateOption();
        var command = new VerbCommand(
            "retry",
            "Try operations that failed for good again, now, by the rules in force. Ends with 1 when one of them fails again.",
            "s3replicator failures retry --state s3://amzn-s3-demo-state/s3replicator --rules rules/ --reason DstBucketNotFound");
        choice.AddTo(command);
        command.Options.Add(rules);
        command.Options.Add(output);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var results = await FailureRetryRun.ExecuteAsync(
                parsed.GetValue(rules) ?? [], choice.StateOf(parsed), choice.QueryOf(parsed, TimeProvider.System), cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteAsync(OutputFormat.IsJson(parsed, output)
                ? FailuresDocument.Write(FailuresDocument.OfRetry(results))
                : FailuresText.Retried(results));
            return results.All(result => result.IsSettled) ? ExitCode.Done : ExitCode.AnswerIsNo;
        });
        return command;
    }
}
