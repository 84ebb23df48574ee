using System.CommandLine;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Planning.Explaining;
using S3Replicator.Core.Rules;

namespace S3Replicator.Commands;

/// <summary>Says offline what each record of an event would cause, and why.</summary>
internal static class RulesExplainCommand
{
    public static Command Create()
    {
        var rules = RulesOption.Create();
        rules.Required = true;
        var events = SeveralValues.CreateOption("--event", "A file with the body of a message, a folder of such files, or - for standard input.");
        events.Required = true;
        var subject = new Option<string?>("--object")
        {
            Description = "A file with what the event does not tell, such as {\"tags\":{\"keep\":\"yes\"},\"size\":1,\"current\":true}.",
            HelpName = "FILE",
        };
        var output = OutputFormat.CreateOption();
        var command = new VerbCommand(
            "explain",
            "Say offline what each record of an event would cause and why. Ends with 1 when a record cannot be read.",
            "s3replicator rules explain --rules rules/ --event event.json --object object.json")
        {
            rules, events, subject, output,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var ruleSet = await LoadRulesAsync(parsed.GetRequiredValue(rules), cancellationToken);
            var state = await LoadStateAsync(parsed.GetValue(subject), cancellationToken);
            var bodies = await EventBodies.ReadAsync(parsed.GetRequiredValue(events), cancellationToken);
            IReadOnlyList<ExplainedRecord> records = [.. bodies.SelectMany(
                body => Explainer.Explain(body.Content.Span, ruleSet, state).Select(record => record with { File = body.File }))];

            var isJson = string.Equals(parsed.GetValue(output), OutputFormat.Json, StringComparison.Ordinal);
            await parsed.InvocationConfiguration.Output.WriteAsync(
                isJson ? ExplanationJson.Write(records) + "\n" : ExplanationPrint.Write(records, TerminalText.ForStandardOutput()));
            return records.Any(record => record.Outcome == ExplainOutcome.Reject) ? ExitCode.AnswerIsNo : ExitCode.Done;
        });
        return command;
    }

    private static async Task<RuleSet> LoadRulesAsync(IEnumerable<string> paths, CancellationToken cancellationToken)
    {
        var result = await RuleLoader.LoadAsync(paths, cancellationToken: cancellationToken);
        return result.Rules
            ?? throw new CommandException(ExitCode.WrongUsage, RuleProblemText.Write(result, TerminalText.ForStandardError()).TrimEnd());
    }

    private static async Task<ObjectState> LoadStateAsync(string? path, CancellationToken cancellationToken)
    {
        if (path is null)
        {
            return ObjectState.Unknown;
        }

        var content = await EventBodies.ReadFileAsync(path, cancellationToken);
        return ObjectStateDocument.Parse(content, out var error)
            ?? throw new CommandException(ExitCode.WrongUsage, $"{path} does not describe an object: {error}");
    }
}
