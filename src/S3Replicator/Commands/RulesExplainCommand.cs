using System.CommandLine;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Planning.Explaining;
using S3Replicator.Core.Rules;
using S3Replicator.Hosting;

namespace S3Replicator.Commands;

/// <summary>Says what each record of an event would cause, and why, offline; or asks S3 about an object that is there.</summary>
internal static class RulesExplainCommand
{
    public static Command Create()
    {
        var name = ObjectArgument.Create("An object that is there, as s3://BUCKET/KEY[?versionId=ID]: S3 is asked about it and its replicas; nothing is written.");
        name.Arity = ArgumentArity.ZeroOrOne;
        var rules = RulesOption.Create();
        rules.Required = true;
        var events = SeveralValues.CreateOption("--event", "A file with the body of a message, a folder of such files, or - for standard input.");
        var subject = new Option<string?>("--object")
        {
            Description = "A file with what the event does not tell, such as {\"tags\":{\"keep\":\"yes\"},\"size\":1,\"current\":true}.",
            HelpName = "FILE",
        };
        var output = OutputFormat.CreateOption();
        var command = new VerbCommand(
            "explain",
            "Say what an event would cause and why, offline; or what an object that is there would cause, with the requests that it takes. "
                + "Ends with 1 when a record cannot be read.",
            "s3replicator rules explain s3://amzn-s3-demo-source/docs/a.txt --rules rules/")
        {
            name, rules, events, subject, output,
        };
        command.Validators.Add(given =>
        {
            if (given.GetResult(name) is { Tokens.Count: > 0 } == given.GetResult(events) is { Tokens.Count: > 0 })
            {
                given.AddError("Name either an object, as s3://BUCKET/KEY, or events with --event.");
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var records = parsed.GetValue(name) is { } text
                ? [await ObjectExplanation.ExplainAsync(ObjectArgument.Parse(text), parsed.GetRequiredValue(rules), cancellationToken)]
                : await ExplainEventsAsync(
                    parsed.GetRequiredValue(rules), parsed.GetRequiredValue(events), parsed.GetValue(subject), cancellationToken);

            var isJson = string.Equals(parsed.GetValue(output), OutputFormat.Json, StringComparison.Ordinal);
            await parsed.InvocationConfiguration.Output.WriteAsync(
                isJson ? ExplanationJson.Write(records) + "\n" : ExplanationPrint.Write(records, TerminalText.ForStandardOutput()));
            return records.Any(record => record.Outcome == ExplainOutcome.Reject) ? ExitCode.AnswerIsNo : ExitCode.Done;
        });
        return command;
    }

    private static async Task<IReadOnlyList<ExplainedRecord>> ExplainEventsAsync(
        IEnumerable<string> rules, IReadOnlyList<string> events, string? subject, CancellationToken cancellationToken)
    {
        var ruleSet = await LoadRulesAsync(rules, cancellationToken);
        var state = await LoadStateAsync(subject, cancellationToken);
        var bodies = await EventBodies.ReadAsync(events, cancellationToken);
        return [.. bodies.SelectMany(
            body => Explainer.Explain(body.Content.Span, ruleSet, state).Select(record => record with { File = body.File }))];
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
