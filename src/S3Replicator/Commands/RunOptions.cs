using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using S3Replicator.Hosting;

namespace S3Replicator.Commands;

/// <summary>The options of <c>run</c>.</summary>
internal sealed class RunOptions
{
    private static readonly TimeSpan DefaultDrain = TimeSpan.FromSeconds(5);

    private const double LongestDrain = 86_400;

    private readonly Option<string[]> _queueUrls =
        SeveralValues.CreateOption("--queue-url", "The URL of a queue that receives event notifications; several may be given.");

    private readonly Option<string[]> _rules = RulesOption.Create();
    private readonly Option<string?> _state = StateOption.Create();

    private readonly Option<double?> _drain = new("--drain")
    {
        Description = "End once the queues have been empty for SECONDS (5 by default) and nothing is in hand.",
        HelpName = "SECONDS",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _dryRun = new("--dry-run")
    {
        Description = "Show each message once, with what it would cause and the requests that would take; write nothing, and leave every message in its queue.",
    };

    private readonly Option<string?> _events = new("--events-queue-url")
    {
        Description = "The URL of a queue that is told of operations: missed thresholds, late replicas, failures, completions.",
        HelpName = "URL",
    };

    private readonly Option<string?> _listen = new("--listen")
    {
        Description = "Serve /health/live, /health/ready, /metrics (Prometheus) and /api/fleet at this address, for example 127.0.0.1:9090.",
        HelpName = "HOST:PORT",
    };

    private readonly Option<string?> _tokenFile = new("--console-token-file")
    {
        Description = "A file with the access token that /api takes; S3REPLICATOR_CONSOLE_TOKEN may hold it instead. Off loopback /api is closed without one.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _metrics = new("--metrics")
    {
        Description = "Write metrics to standard output: emf, CloudWatch's embedded metric format, which CloudWatch Logs turns into metrics.",
        HelpName = "emf",
    };

    private readonly Option<string> _output = OutputFormat.CreateOption();

    public void AddTo(Command command)
    {
        _metrics.AcceptOnlyFromAmong("emf");
        _drain.Validators.Add(CheckDrain);
        command.Validators.Add(CheckOutputs);

        foreach (var option in (Option[])[_queueUrls, _rules, _state, _drain, _dryRun, _events, _listen, _tokenFile, _metrics, _output])
        {
            command.Options.Add(option);
        }
    }

    public WorkerRunRequest Read(ParseResult parsed) => new()
    {
        QueueUrls = parsed.GetValue(_queueUrls) ?? [],
        Rules = parsed.GetValue(_rules) ?? [],
        State = parsed.GetValue(_state),
        Drain = DrainOf(parsed.GetResult(_drain), parsed.GetValue(_drain)),
        EventsQueueUrl = parsed.GetValue(_events),
        Listen = parsed.GetValue(_listen),
        TokenFile = parsed.GetValue(_tokenFile),
        IsDryRun = parsed.GetValue(_dryRun),
        WritesEmf = parsed.GetValue(_metrics) is not null,
        PrintsJson = string.Equals(parsed.GetValue(_output), OutputFormat.Json, StringComparison.Ordinal),
    };

    private static TimeSpan? DrainOf(OptionResult? given, double? seconds) =>
        given is null or { Implicit: true } ? null : seconds is { } value ? TimeSpan.FromSeconds(value) : DefaultDrain;

    private static void CheckDrain(OptionResult result)
    {
        if (result.Tokens.Count > 0
            && !(double.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and <= LongestDrain))
        {
            result.AddError("--drain takes a number of seconds, 0 to 86400.");
        }
    }

    private void CheckOutputs(CommandResult result)
    {
        if (result.GetValue(_dryRun) && result.GetResult(_metrics) is { Tokens.Count: > 0 })
        {
            result.AddError("--dry-run and --metrics emf both write to standard output: give one of them.");
        }
    }
}
