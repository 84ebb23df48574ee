using System.CommandLine;
using S3Replicator.Core.Tracking.Reports;
using S3Replicator.Hosting;

namespace S3Replicator.Commands.Reports;

/// <summary>Prints how the rules have met their time-control objectives, or whether the receipts behind that are as they were written.</summary>
internal static class ReportCommand
{
    private const string Html = "html";
    private const int MostListed = 100_000;

    public static Command Create()
    {
        var rules = RulesOption.Create();
        var state = StateOption.Create();
        var since = PastTime.CreateOption("--since", "Where the report begins: operations count when they ended after it.");
        var until = PastTime.CreateOption("--until", "Where it ends, now by default.");
        var audit = new Option<bool>("--audit") { Description = "Check instead that no receipt of the span was altered or removed." };
        var heads = new Option<string?>("--heads")
        {
            Description = "With --audit, the JSON of an earlier audit, whose heads must still be in their chains.",
            HelpName = "FILE",
        };
        var output = CreateOutput();
        var command = new VerbCommand(
            "report",
            "Print how the rules have met their time-control objectives, from receipts: raw, and adjusted for what S3's own agreement leaves out.",
            "s3replicator report --rules rules/ --state s3://amzn-s3-demo-state/s3replicator --since 30d --output html > report.html")
        {
            rules, state, since, until, audit, heads, output,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var span = SpanOf(parsed.GetValue(since), parsed.GetValue(until));
            await using var opened = await OpenState.ForReadingAsync(parsed.GetValue(state), cancellationToken);
            var writer = parsed.InvocationConfiguration.Output;

            if (parsed.GetValue(audit))
            {
                var result = await opened.AuditAsync(span, await NotedHeads.ReadAsync(parsed.GetValue(heads), cancellationToken), cancellationToken);
                await writer.WriteAsync(parsed.GetRequiredValue(output) is OutputFormat.Json ? AuditDocument.Write(result) : AuditText.Write(result));
                return result.Findings.Count == 0 ? ExitCode.Done : ExitCode.AnswerIsNo;
            }

            var options = Settings.Read(parsed.GetValue(rules) ?? [], state: null);
            Settings.CheckRules(options);
            var loaded = await RuleSetup.LoadAsync(options.Rules, () => AwsSetup.CreateAsync(regionOfQueue: null, cancellationToken), cancellationToken);
            var report = await opened.ReportAsync(new ReportBuilder(span, loaded, MostListed), cancellationToken);
            await writer.WriteAsync(parsed.GetRequiredValue(output) switch
            {
                OutputFormat.Json => ReportDocument.Write(report),
                Html => ReportHtml.Write(report),
                _ => ReportText.Write(report),
            });
            return ExitCode.Done;
        });
        return command;
    }

    private static Option<string> CreateOutput()
    {
        var output = new Option<string>("--output")
        {
            Description = "How the result is printed: text, json or html, which is one page with charts that needs nothing else.",
            DefaultValueFactory = _ => OutputFormat.Text,
        };
        output.AcceptOnlyFromAmong(OutputFormat.Text, OutputFormat.Json, Html);
        return output;
    }

    private static ReportSpan SpanOf(string? since, string? until)
    {
        var now = TimeProvider.System.GetUtcNow();
        var span = new ReportSpan(
            PastTime.Parse(since ?? throw new CommandException(ExitCode.WrongUsage, "No start is given.", "Name it with --since, for example --since 30d."), now)!.Value,
            until is null ? now : PastTime.Parse(until, now)!.Value);
        return span.Since < span.Until
            ? span
            : throw new CommandException(ExitCode.WrongUsage, "--since is not before --until.", "Give the earlier time with --since.");
    }
}
