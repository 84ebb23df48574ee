using System.CommandLine;
using S3Replicator.Aws.Sqs;
using S3Replicator.Core.Rules.Permissions;
using S3Replicator.Core.Rules.Sources;
using S3Replicator.Core.State;
using S3Replicator.Hosting;
using S3Replicator.Iam;

namespace S3Replicator.Commands;

/// <summary>Prints the policies that rules need.</summary>
internal static class IamCommand
{
    private const string CloudFormation = "cloudformation";
    private const string Terraform = "terraform";

    public static Command Create()
    {
        var rules = RulesOption.Create();
        var queues = SeveralValues.CreateOption("--queue-url", "The URL of a queue that the worker reads; several may be given.");
        var events = new Option<string?>("--events-queue-url")
        {
            Description = "The URL of the queue that the worker tells of operations.",
            HelpName = "URL",
        };
        var worker = new Option<string?>("--worker-arn")
        {
            Description = "The ARN of the role or user that the worker runs as; without it roles trust their whole account.",
            HelpName = "ARN",
        };
        var keys = SeveralValues.CreateOption(
            "--kms-key", "The ARN of a KMS key that a queue, the state's bucket or a rule document in S3 is encrypted with; several may be given.");
        var state = StateOption.Create();
        var format = new Option<string>("--format")
        {
            Description = "The form: json, cloudformation or terraform.",
            DefaultValueFactory = _ => "json",
        };
        format.AcceptOnlyFromAmong("json", CloudFormation, Terraform);
        var compare = new CompareOptions();
        var command = new VerbCommand(
            "iam",
            "Print the least-privilege policies that the rules need: trust and permissions of their roles, policies of buckets and keys in other accounts, "
                + "of queues, and of the worker itself. Nothing is asked of AWS unless a rule document is there. "
                + "With --compare: what a role that is there lacks of that; ends with 1 when it lacks something.",
            "s3replicator iam --rules rules/ --queue-url https://sqs.eu-west-1.amazonaws.com/111122223333/events --format cloudformation\n"
                + "  s3replicator iam --rules rules/ --compare role.json policy.json")
        {
            rules, queues, events, worker, keys, state, format,
        };
        compare.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = Settings.Read(parsed.GetValue(rules) ?? [], parsed.GetValue(state));
            Settings.CheckRules(options);
            var set = await RuleSetup.LoadAsync(options.Rules, () => AwsSetup.CreateAsync(regionOfQueue: null, cancellationToken), cancellationToken);
            var request = new PolicyRequest
            {
                Worker = parsed.GetValue(worker),
                Queues = [.. (parsed.GetValue(queues) ?? []).Select(ArnOf)],
                EventsQueues = (parsed.GetValue(events) ?? options.Events.QueueUrl) is { } url ? [ArnOf(url)] : [],
                WorkerKeys = [.. (parsed.GetValue(keys) ?? []).Select(CheckKey)],
                RuleSources = [.. options.Rules.Select(RuleSources.PlaceOf).OfType<(string, string?)>()],
                State = options.State is not null && StateSetup.Parse(options.State) is StateBucketUri bucket ? (bucket.Bucket, bucket.KeyPrefix) : null,
            };
            var policies = RequiredPolicySet.Of(set, request);

            if (compare.IsWanted(parsed))
            {
                return await compare.RunAsync(parsed, policies, request.Worker, cancellationToken);
            }

            await parsed.InvocationConfiguration.Output.WriteAsync(parsed.GetValue(format) switch
            {
                CloudFormation => PoliciesCloudFormation.Write(policies),
                Terraform => PoliciesTerraform.Write(policies),
                _ => PoliciesJson.Write(policies),
            });
            return ExitCode.Done;
        });
        return command;
    }

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
