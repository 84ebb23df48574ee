using System.CommandLine;
using S3Replicator.Core.Rules;

namespace S3Replicator.Commands;

/// <summary>Checks rule documents offline.</summary>
internal static class RulesValidateCommand
{
    public static Command Create()
    {
        var paths = RulePaths.CreateArgument();
        var strict = RulePaths.CreateStrict();
        var output = OutputFormat.CreateOption();
        var command = new VerbCommand(
            "validate",
            "Check rule documents offline; prints every error and warning at once. Ends with 1 when there is any error.",
            "s3replicator rules validate rules/ --strict")
        {
            paths, strict, output,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var result = await RuleLoader.LoadAsync(parsed.GetRequiredValue(paths), parsed.GetValue(strict), cancellationToken);
            var isJson = string.Equals(parsed.GetValue(output), OutputFormat.Json, StringComparison.Ordinal);
            var writer = parsed.InvocationConfiguration.Output;
            await writer.WriteAsync(isJson ? RuleValidation.Write(result) : RuleProblemText.Write(result, TerminalText.ForStandardOutput()));
            return result.IsValid ? ExitCode.Done : ExitCode.AnswerIsNo;
        });
        return command;
    }
}
