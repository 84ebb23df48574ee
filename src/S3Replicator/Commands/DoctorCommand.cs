using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using S3Replicator.Aws;
using S3Replicator.Aws.Sqs;
using S3Replicator.Aws.Sts;
using S3Replicator.Core.State;
using S3Replicator.Doctor;
using S3Replicator.Hosting;

namespace S3Replicator.Commands;

/// <summary>Examines the account before the worker does its work there.</summary>
internal static class DoctorCommand
{
    private const int MarkLength = 16;

    public static Command Create()
    {
        var rules = RulesOption.Create();
        var queues = SeveralValues.CreateOption("--queue-url", "The URL of a queue that the worker reads; several may be given.");
        var state = StateOption.Create();
        var events = new Option<string?>("--events-queue-url") { Description = "The URL of the queue that the worker tells of operations.", HelpName = "URL" };
        var probe = new Option<bool>("--probe") { Description = "Write one object into each destination and remove it again; nothing is written without this." };
        var output = OutputFormat.CreateOption();
        var command = new VerbCommand(
            "doctor",
            "Examine queues, notifications, buckets, roles and permissions against the rules, and say what mends each finding. Ends with 1 when a check fails, and with 3 when AWS cannot be reached.",
            "s3replicator doctor --rules rules/ --queue-url https://sqs.eu-west-1.amazonaws.com/111122223333/events")
        {
            rules, queues, state, events, probe, output,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = new WorkerRunRequest
            {
                QueueUrls = parsed.GetValue(queues) ?? [],
                Rules = parsed.GetValue(rules) ?? [],
                State = parsed.GetValue(state),
                EventsQueueUrl = parsed.GetValue(events),
            };
            var findings = await ExamineAsync(Settings.Read(request), parsed.GetValue(probe), cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteAsync(OutputFormat.IsJson(parsed, output)
                ? JsonSerializer.Serialize(new FindingsDocument(findings), FindingsJson.Default.FindingsDocument) + "\n"
                : FindingsText.Write(findings));
            return findings.Exists(finding => finding.IsUnreachable) ? ExitCode.AwsRefused
                : findings.Exists(finding => finding.Result == CheckResult.Fail) ? ExitCode.AnswerIsNo
                : ExitCode.Done;
        });
        return command;
    }

    private static async Task<List<Finding>> ExamineAsync(ReplicatorOptions options, bool writes, CancellationToken cancellationToken)
    {
        var addresses = options.QueueUrls.Select(AddressOf).ToList();
        var asked = new DoctorOptions
        {
            Queues = addresses,
            EventsQueue = options.Events.QueueUrl is { } url ? AddressOf(url) : null,
            State = options.State is null ? null : StateSetup.Parse(options.State) as StateBucketUri,
            Writes = writes,
            Mark = RandomNumberGenerator.GetHexString(MarkLength, lowercase: true),
        };
        var aws = await AwsSetup.CreateAsync(addresses[0].Region, cancellationToken);
        var set = await RuleSetup.LoadAsync(options.Rules, aws, cancellationToken);
        StateSetup.Check(options.State, set);
        using var roles = StsSetup.Create(aws, options.WorkerId, TimeProvider.System, NullLogger<RoleSessions>.Instance);
        using var clients = new AwsClients(aws, roles);
        return await new Examination(clients, set, asked, TimeProvider.System).RunAsync(cancellationToken).ToListAsync(cancellationToken);
    }

    private static QueueAddress AddressOf(string url) => QueueAddress.Parse(url)
        ?? throw new CommandException(
            ExitCode.WrongUsage, $"{url} is not a queue URL.", "It looks like https://sqs.REGION.amazonaws.com/ACCOUNT/NAME.");
}
