using System.CommandLine;
using S3Replicator.Hosting;

namespace S3Replicator.Commands;

/// <summary>Prints the operations that failed for good.</summary>
internal static class FailuresListCommand
{
    public static Command Create()
    {
        var choice = new FailureChoice();
        var output = OutputFormat.CreateOption();
        var command = new VerbCommand(
            "list",
            "Print the operations that failed for good, the oldest first.",
            "s3replicator failures list --state s3://amzn-s3-demo-state/s3replicator --rule docs-to-eu --since 24h");
        choice.AddTo(command);
        command.Options.Add(output);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var state = await OpenState.ForReadingAsync(choice.StateOf(parsed), cancellationToken);
            var failures = await state.FailuresAsync(choice.QueryOf(parsed, TimeProvider.System), cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteAsync(OutputFormat.IsJson(parsed, output)
                ? FailuresDocument.Write(new FailuresDocument { Failures = failures })
                : FailuresText.List(failures));
            return ExitCode.Done;
        });
        return command;
    }
}
