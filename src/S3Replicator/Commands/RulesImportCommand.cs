using System.CommandLine;
using S3Replicator.Aws.S3;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Rules.Importing;
using S3Replicator.Core.Rules.Sources;
using S3Replicator.Hosting;

namespace S3Replicator.Commands;

/// <summary>Writes a rule document from a bucket's own replication configuration.</summary>
internal static class RulesImportCommand
{
    public static Command Create()
    {
        var bucket = new Option<string>("--bucket") { Description = "The source bucket.", Required = true, HelpName = "NAME" };
        var from = new Option<FileInfo?>("--from")
        {
            Description = "Read the configuration from a file, as aws s3api get-bucket-replication prints it, and ask nothing of AWS.",
            HelpName = "FILE",
        };
        var format = RulesShowCommand.CreateFormat();
        var output = OutputFormat.CreateOption();
        var command = new VerbCommand(
            "import",
            "Write a rule document from a bucket's own replication configuration, and say what differs.",
            "s3replicator rules import --bucket my-source-bucket --format yaml > rules.yaml")
        {
            bucket, from, format, output,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var name = parsed.GetRequiredValue(bucket);
            var imported = parsed.GetValue(from) is { } file
                ? await ImportFileAsync(name, file, cancellationToken)
                : await ImportBucketAsync(name, cancellationToken);
            var writers = parsed.InvocationConfiguration;
            if (imported.Document is not { } document)
            {
                await writers.Error.WriteAsync(RuleProblemText.Write(imported.Loaded, TerminalText.ForStandardError()));
                return ExitCode.AnswerIsNo;
            }

            if (string.Equals(parsed.GetValue(output), OutputFormat.Json, StringComparison.Ordinal))
            {
                await writers.Output.WriteAsync(RuleImport.Write(document, imported.Differences));
                return ExitCode.Done;
            }

            await writers.Output.WriteAsync(RuleDocumentWriter.Write([document], RulesShowCommand.FormatOf(parsed.GetValue(format))));
            await writers.Error.WriteAsync(ImportDifferenceText.Write(imported.Differences, TerminalText.ForStandardError()));
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<ImportResult> ImportFileAsync(string bucket, FileInfo file, CancellationToken cancellationToken)
    {
        var reading = await new FileRuleSource(file.FullName).ReadAsync(cancellationToken);
        return NativeImport.Import(reading, bucket);
    }

    private static async Task<ImportResult> ImportBucketAsync(string bucket, CancellationToken cancellationToken)
    {
        var aws = await AwsSetup.CreateAsync(regionOfQueue: null, cancellationToken);
        var reading = await new BucketRuleSource(bucket, new S3RuleDocuments(aws)).ReadAsync(cancellationToken);
        return reading.Problems is [var problem, ..]
            ? throw new CommandException(
                problem.Code is "ReplicationConfigurationNotFoundError" ? ExitCode.AnswerIsNo : ExitCode.AwsRefused,
                $"The replication configuration of {bucket} cannot be read: {problem.Code}: {problem.Message}",
                problem.Hint)
            : NativeImport.Import(reading, bucket);
    }
}
