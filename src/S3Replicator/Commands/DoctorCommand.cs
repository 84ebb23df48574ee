using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using S3Replicator.Aws;
using S3Replicator.Aws.Sts;
using S3Replicator.Doctor;
using S3Replicator.Hosting;

namespace S3Replicator.Commands;

/// <summary>Examines the account before the worker does its work there.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var rules = RulesOption.Create();
        var queues = SeveralValues.CreateOption("--queue-url", "The URL of a queue that the worker reads; several may be given.");
        var probe = new Option<bool>("--probe") { Description = "Write one object into each destination and remove it again; nothing is written without this." };
        var output = OutputFormat.CreateOption();
        var command = new VerbCommand(
            "doctor",
            "Examine queues, notifications, buckets, roles and permissions against the rules, and say what mends each finding. Ends with 1 when a check fails.",
            "s3replicator doctor --rules rules/ --queue-url https://sqs.eu-west-1.amazonaws.com/111122223333/events")
        {
            rules, queues, probe, output,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = Settings.Read(parsed.GetValue(rules) ?? [], state: null);
            Settings.CheckRules(options);
            var urls = parsed.GetValue(queues) is { Length: > 0 } given ? [.. given] : options.QueueUrls.ToList();
            var aws = await AwsSetup.CreateAsync(regionOfQueue: null, cancellationToken);
            var set = await RuleSetup.LoadAsync(options.Rules, aws, cancellationToken);
            using var roles = StsSetup.Create(aws, options.WorkerId, TimeProvider.System, NullLogger<RoleSessions>.Instance);
            using var clients = new AwsClients(aws, roles);
            var findings = await new Examination(clients, set, new(urls, parsed.GetValue(probe))).RunAsync(cancellationToken).ToListAsync(cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteAsync(OutputFormat.IsJson(parsed, output)
                ? JsonSerializer.Serialize(new FindingsDocument(findings), FindingsJson.Default.FindingsDocument) + "\n"
                : FindingsText.Write(findings));
            return findings.Exists(finding => finding.Result == CheckResult.Fail) ? ExitCode.AnswerIsNo : ExitCode.Done;
        });
        return command;
    }
}
