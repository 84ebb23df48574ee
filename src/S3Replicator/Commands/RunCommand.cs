using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using S3Replicator.Hosting;

namespace S3Replicator.Commands;

/// <summary>The worker.</summary>
internal static class RunCommand
{
    private static readonly TimeSpan DefaultDrain = TimeSpan.FromSeconds(5);

    private const double LongestDrain = 86_400;

    public static Command Create()
    {
        var queueUrls = SeveralValues.CreateOption("--queue-url", "The URL of a queue that receives event notifications; several may be given.");
        var rules = RulesOption.Create();
        var state = StateOption.Create();
        var drain = new Option<double?>("--drain")
        {
            Description = "End once the queues have been empty for SECONDS (5 by default) and nothing is in hand.",
            HelpName = "SECONDS",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var events = new Option<string?>("--events-queue-url")
        {
            Description = "The URL of a queue that is told of operations: missed thresholds, late replicas, failures, completions.",
            HelpName = "URL",
        };
        var listen = new Option<string?>("--listen")
        {
            Description = "Serve /health/live, /health/ready, /metrics (Prometheus) and /api/fleet at this address, for example 127.0.0.1:9090.",
            HelpName = "HOST:PORT",
        };
        var tokenFile = new Option<string?>("--console-token-file")
        {
            Description = "A file with the access token that /api takes; S3REPLICATOR_CONSOLE_TOKEN may hold it instead. Off loopback /api is closed without one.",
            HelpName = "FILE",
        };
        var metrics = new Option<string?>("--metrics")
        {
            Description = "Write metrics to standard output: emf, CloudWatch's embedded metric format, which CloudWatch Logs turns into metrics.",
            HelpName = "emf",
        };
        metrics.AcceptOnlyFromAmong("emf");
        var dryRun = new Option<bool>("--dry-run")
        {
            Description = "Show each message once, with what it would cause and the requests that would take; write nothing, and leave every message in its queue.",
        };
        var output = OutputFormat.CreateOption();
        var command = new VerbCommand(
            "run",
            "Read event notifications from SQS and replicate what the rules say.",
            "s3replicator run --queue-url https://sqs.us-east-1.amazonaws.com/111122223333/s3-events --rules rules/")
        {
            queueUrls, rules, state, drain, dryRun, events, listen, tokenFile, metrics, output,
        };
        drain.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0
                && !(double.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and <= LongestDrain))
            {
                result.AddError("--drain takes a number of seconds, 0 to 86400.");
            }
        });

        command.Validators.Add(result =>
        {
            if (result.GetValue(dryRun) && result.GetResult(metrics) is { Tokens.Count: > 0 })
            {
                result.AddError("--dry-run and --metrics emf both write to standard output: give one of them.");
            }
        });

        command.SetAction((parsed, cancellationToken) => WorkerRun.ExecuteAsync(
            new()
            {
                QueueUrls = parsed.GetValue(queueUrls) ?? [],
                Rules = parsed.GetValue(rules) ?? [],
                State = parsed.GetValue(state),
                Drain = DrainOf(parsed.GetResult(drain), parsed.GetValue(drain)),
                EventsQueueUrl = parsed.GetValue(events),
                Listen = parsed.GetValue(listen),
                TokenFile = parsed.GetValue(tokenFile),
                IsDryRun = parsed.GetValue(dryRun),
                WritesEmf = parsed.GetValue(metrics) is not null,
                PrintsJson = string.Equals(parsed.GetValue(output), OutputFormat.Json, StringComparison.Ordinal),
            },
            cancellationToken));
        return command;
    }

    private static TimeSpan? DrainOf(OptionResult? given, double? seconds) =>
        given is null or { Implicit: true } ? null : seconds is { } value ? TimeSpan.FromSeconds(value) : DefaultDrain;
}
