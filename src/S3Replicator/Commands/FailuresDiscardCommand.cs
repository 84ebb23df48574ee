using System.CommandLine;
using S3Replicator.Hosting;

namespace S3Replicator.Commands;

/// <summary>Forgets operations that failed for good.</summary>
internal static class FailuresDiscardCommand
{
    public static Command Create()
    {
        var choice = new FailureChoice();
        var output = OutputFormat.CreateOption();
        var command = new VerbCommand(
            "discard",
            "Forget operations that failed for good; what is forgotten is printed, and never tried again.",
            "s3replicator failures discard --state /var/lib/s3replicator --rule docs-to-eu --reason SrcObjectNotEligible");
        choice.AddTo(command);
        command.Options.Add(output);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var state = await OpenState.ForReadingAsync(choice.StateOf(parsed), cancellationToken);
            var failures = await state.FailuresAsync(choice.QueryOf(parsed, TimeProvider.System), cancellationToken);
            await state.ForgetAsync(failures, cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteAsync(OutputFormat.IsJson(parsed, output)
                ? FailuresDocument.Write(new FailuresDocument { Discarded = failures.Count, Failures = failures })
                : FailuresText.Discarded(failures));
            return ExitCode.Done;
        });
        return command;
    }
}
