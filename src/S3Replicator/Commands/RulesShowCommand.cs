using System.CommandLine;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Rules.Documents;

namespace S3Replicator.Commands;

/// <summary>Prints rule documents in their normalised form.</summary>
internal static class RulesShowCommand
{
    public static Command Create()
    {
        var paths = RulePaths.CreateArgument();
        var format = CreateFormat();
        var command = new VerbCommand(
            "show",
            "Print rule documents in their normalised form: whatever format they came in, the same document comes out.",
            "s3replicator rules show rules/ --format yaml")
        {
            paths, format,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var result = await RuleLoader.LoadAsync(parsed.GetRequiredValue(paths), cancellationToken: cancellationToken);
            if (result.Rules is not { } rules)
            {
                await parsed.InvocationConfiguration.Error.WriteAsync(RuleProblemText.Write(result, TerminalText.ForStandardError()));
                return ExitCode.AnswerIsNo;
            }

            await parsed.InvocationConfiguration.Output.WriteAsync(RuleDocumentWriter.Write(rules.Documents, FormatOf(parsed.GetValue(format))));
            return ExitCode.Done;
        });
        return command;
    }

    public static Option<string> CreateFormat()
    {
        var format = new Option<string>("--format")
        {
            Description = "The form of the document: json, yaml or xml.",
            DefaultValueFactory = _ => "json",
        };
        format.AcceptOnlyFromAmong("json", "yaml", "xml");
        return format;
    }

    public static DocumentFormat FormatOf(string? name) => name switch
    {
        "yaml" => DocumentFormat.Yaml,
        "xml" => DocumentFormat.Xml,
        _ => DocumentFormat.Json,
    };
}
