using System.CommandLine;
using S3Replicator.Aws.Sqs;
using S3Replicator.Core.Rules.Permissions;
using S3Replicator.Core.Rules.Sources;
using S3Replicator.Core.State;
using S3Replicator.Hosting;

namespace S3Replicator.Commands;

/// <summary>The options of <c>iam</c> that say what policies depend on.</summary>
internal sealed class PolicyOptions
{
    private readonly Option<string[]> _rules = RulesOption.Create();
    private readonly Option<string?> _state = StateOption.Create();

    private readonly Option<string[]> _queues =
        SeveralValues.CreateOption("--queue-url", "The URL of a queue that the worker reads; several may be given.");

    private readonly Option<string?> _events = new("--events-queue-url")
    {
        Description = "The URL of the queue that the worker tells of operations.",
        HelpName = "URL",
    };

    private readonly Option<string?> _worker = new("--worker-arn")
    {
        Description = "The ARN of the role or user that the worker runs as; without it roles trust their whole account.",
        HelpName = "ARN",
    };

    private readonly Option<string[]> _keys = SeveralValues.CreateOption(
        "--kms-key", "The ARN of a KMS key that a queue, the state's bucket or a rule document in S3 is encrypted with; several may be given.");

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_rules, _queues, _events, _worker, _keys, _state])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The settings with the rules and the state.</summary>
    public ReplicatorOptions Settings(ParseResult parsed)
    {
        var options = Hosting.Settings.Read(parsed.GetValue(_rules) ?? [], parsed.GetValue(_state));
        Hosting.Settings.CheckRules(options);
        return options;
    }

    public PolicyRequest Request(ParseResult parsed, ReplicatorOptions options) => new()
    {
        Worker = parsed.GetValue(_worker),
        Queues = [.. (parsed.GetValue(_queues) ?? []).Select(ArnOf)],
        EventsQueues = (parsed.GetValue(_events) ?? options.Events.QueueUrl) is { } url ? [ArnOf(url)] : [],
        WorkerKeys = [.. (parsed.GetValue(_keys) ?? []).Select(CheckKey)],
        RuleSources = [.. options.Rules.Select(RuleSources.PlaceOf).OfType<(string, string?)>()],
        State = options.State is not null && StateSetup.Parse(options.State) is StateBucketUri bucket ? (bucket.Bucket, bucket.KeyPrefix) : null,
    };

    private static string CheckKey(string arn) => arn.Split(':', 6) is ["arn", _, "kms", _, _, var name] && name.StartsWith("key/", StringComparison.Ordinal)
        ? arn
        : throw new CommandException(
            ExitCode.WrongUsage,
            $"'{arn}' is not the ARN of a KMS key.",
            "It looks like arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab; aws kms describe-key --key-id tells it of an alias.");

    private static string ArnOf(string url) => QueueAddress.Parse(url)?.Arn
        ?? throw new CommandException(
            ExitCode.WrongUsage,
            $"'{url}' is not the URL of a queue with account and region.",
            "It looks like https://sqs.eu-west-1.amazonaws.com/111122223333/events.");
}
